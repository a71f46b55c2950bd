/* Draws the diagrams of a page, in the colours that the reader chose, and again when the choice changes.

   A diagram wider than the page is shown as small as it can still be read, in a frame that scrolls; a button below it
   shows the whole of it, and back. */
(() => {
  const SMALLEST = 0.6;
  const WORDS = document.documentElement.lang === "ja"
    ? { whole: "全体を表示", readable: "読める大きさで表示" }
    : { whole: "show the whole diagram", readable: "show it in a size that can be read" };
  const drawings = [...document.querySelectorAll("pre.mermaid")].map((frame) => [frame, frame.textContent]);
  const night = matchMedia("(prefers-color-scheme: dark)");

  const dark = () => {
    const chosen = document.body.dataset.theme;
    return chosen === "dark" || (chosen !== "light" && night.matches);
  };

  const room = (frame) => {
    const style = getComputedStyle(frame);
    return frame.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };

  const size = (frame) => {
    const svg = frame.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const fitting = Math.min(1, room(frame) / width);
    const scale = frame.classList.contains("whole") ? fitting : Math.max(fitting, SMALLEST);
    svg.style.maxWidth = "none";
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    frame.nextElementSibling.hidden = fitting >= SMALLEST;
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  };

  const button = (frame) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "diagram-size";
    made.textContent = WORDS.whole;
    made.addEventListener("click", () => {
      made.textContent = frame.classList.toggle("whole") ? WORDS.readable : WORDS.whole;
      size(frame);
    });
    frame.after(made);
  };

  const draw = async () => {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      theme: dark() ? "dark" : "default",
      fontFamily: getComputedStyle(document.body).fontFamily,
    });
    for (const [number, [frame, text]] of drawings.entries()) {
      const { svg } = await mermaid.render(`diagram-${number}`, text);
      frame.innerHTML = svg;
      frame.classList.add("drawn");
      size(frame);
    }
  };

  drawings.forEach(([frame]) => button(frame));
  let last = Promise.resolve();
  const again = () => { last = last.then(draw); };
  let shown = dark();
  const changed = () => {
    if (dark() !== shown) {
      shown = dark();
      again();
    }
  };
  again();
  new MutationObserver(changed).observe(document.body, { attributeFilter: ["data-theme"] });
  night.addEventListener("change", changed);
  addEventListener("resize", () => {
    document.querySelectorAll("pre.mermaid.drawn").forEach(size);
  });
})();
