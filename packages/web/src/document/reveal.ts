/** Scrolls everything between the mark and `pane`, itself included, so that the mark is well in view. */
export function revealMark(pane: HTMLElement): void {
  const mark = pane.querySelector("mark");
  // Not scrollIntoView: it would also scroll what lies around the pane.
  for (let box = mark?.parentElement; mark && box && pane.contains(box); box = box.parentElement) {
    const above = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (box.scrollHeight > box.clientHeight) box.scrollTop += above - box.clientHeight / 4;
  }
}
