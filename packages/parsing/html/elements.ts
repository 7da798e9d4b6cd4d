/** Elements that stand on lines of their own: their text never runs on into a neighbour's. */
export const BLOCK_ELEMENTS = new Set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** Every element that is not on lines of its own but that browsers know. */
export const INLINE_ELEMENTS = new Set(
  "a abbr acronym audio b base bdi bdo big br button canvas cite code col colgroup data datalist del dfn em embed font head i iframe img input ins kbd label link map mark meta meter noscript object optgroup option output param picture progress q rp rt ruby s samp script search select slot small source span strike strong style sub sup svg template textarea time title track tt u var video wbr".split(
    " ",
  ),
);
