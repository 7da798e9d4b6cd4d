const words = (list: string): ReadonlySet<string> =>
  new Set(list.split(/\s+/u).filter((word) => word !== ""));

/**
 * Function words by language, in lower case and with their diacritics. They tell the language, and no passage is looked
 * for by them.
 */
export const STOP_WORDS = {
  de: words(`
    aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da damit dann das
    dass dein deine dem den denn der des dessen deren dich die dies diese diesem diesen dieser dieses dir doch dort du
    durch ein eine einem einen einer eines er es etwas euch euer für gegen hab habe haben hat hatte hatten hier hin hinter
    ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jene kann kein keine keinem
    keinen keiner können könnte machen man manche mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob
    oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind so solche soll sollen sollte sondern sonst über um
    und uns unser unsere unter viel vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem
    wen wenn wer werde werden wie wieder wieviel will wir wird wirst wo wohin wollen worden wurde wurden während würde
    würden zu zum zur zwar zwischen`),
  en: words(`
    a about above after again against all am an and any are as at be because been before being below between both but by
    can could did do does doing don down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or other
    our ours ourselves out over own s same she should so some such t than that the their theirs them themselves then there
    these they this those through to too under until up very was we were what when where which while who whom why will
    with would you your yours yourself yourselves`),
  es: words(`
    a al algo algún alguna algunas alguno algunos ante antes aquel aquella como con contra cual cuál cuales cuando cuándo
    cuanto cuánto cuántos de del desde donde dónde durante e el él ella ellas ellos en entre era eran es esa esas ese eso
    esos esta está estaba estado están estar estas este esto estos fue fueron ha había han hasta hay la las le les lo los
    más me mi mientras muy nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por porque puede
    pueden que qué quien quién se sea ser si sí sido sin sobre son su sus también tan tanto te tiene tienen todo todos tu
    un una unas uno unos y ya yo`),
  fr: words(`
    à ai ainsi après au aucun aucune auquel aussi autre autres aux avait avant avec avez avoir avons c ce ceci cela celle
    celles celui ces cet cette ceux chaque combien comme comment d dans de des doit doivent donc dont du elle elles en
    encore entre es est et étaient était été êtes être eu eux fait faut il ils j je l la laquelle le lequel les lesquels
    leur leurs lorsque lui m ma mais me même mes moi moins mon n ne ni nos notre nous on ont ou où par pas pendant peut
    peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur
    t ta te tes toi ton tous tout toute toutes très tu un une vers votre vous y`),
  it: words(`
    a ad agli ai al alla alle allo anche avere c che chi ci come con contro cosa cui da dagli dai dal dalla dalle d degli
    dei del della delle dello deve devono di dopo dove due e è ed era erano fra fino gli ha hanno i il in io l la le lei li
    lo loro lui ma mi mia mio molto ne negli nei nel nella nelle nello no noi non nostra nostro o ogni per perché più però
    può possono prima qual quale quali quando quanti quanto quella quelle quelli quello questa queste questi questo sarà se
    senza si sia sono su sua sue sugli sui sul sulla sulle suo tra tutti tutto un una uno vi voi`),
  nl: words(`
    aan af al alle alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er ge
    geen geweest haar had heb hebben heeft hem het hier hij hoe hoeveel hun iemand iets ik in is ja je kan kon kunnen maar
    me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook op over reeds te tegen toch toen
    tot u uit uw van veel voor waar waarom wanneer want waren was wat we welke werd wezen wie wij wil worden wordt zal ze
    zelf zich zij zijn zo zonder zou`),
  pt: words(`
    a ao aos aquela aquele as até com como da das de dela dele depois do dos e é ela elas ele eles em entre era eram essa
    essas esse esses esta está estão estas este estes eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na
    nas nem no nos nós nossa nosso num numa não o onde os ou para pela pelas pelo pelos pode podem por porque qual quais
    quando quantas quanto quantos que quem se sem ser será seu seus só sua suas são também te tem têm um uma você`),
  sv: words(`
    alla allt att av blev bli blir där de dem den denna dess dessa det detta dig din ditt du efter ej eller en er ett från
    för ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man med mellan men mig
    min mitt mot mycket ni nu när någon något några och om oss på samma sedan sig sin sina sitt ska skulle som så till under
    upp ut utan vad var vara varför varit varje vem vi vid vilka vilken vilket våra vår än är åt över`),
} as const satisfies Record<string, ReadonlySet<string>>;
