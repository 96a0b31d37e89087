// Opens a page as a telephone and as a desk would show it, light and dark, and prints as JSON what is wrong with it.
// Usage: node look.mjs PAGE [FOLDER FOR PICTURES]
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import process from "node:process";

const require = createRequire(`${process.cwd()}/`);
const { chromium } = require("playwright-core");
const { default: packed } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")));
const [, , page, pictures] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || (await packed.executablePath()),
  args: ["--no-sandbox"],
});
const seen = [];
for (const width of [375, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const view = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const errors = [];
    view.on("pageerror", (error) => errors.push(error.message));
    view.on("console", (said) => ["error", "warning"].includes(said.type()) && errors.push(said.text()));
    await view.goto(pathToFileURL(page).href);
    await view.waitForSelector("body");
    seen.push({ width, colorScheme, errors, ...(await view.evaluate(inspect)) });
    if (pictures) {
      const cards = await view.$$(".teams");
      for (const [place, card] of cards.entries()) {
        await card.screenshot({ path: `${pictures}/${width}-${colorScheme}-${place}.png` });
      }
    }
    await view.close();
  }
}
await browser.close();
console.log(JSON.stringify(seen));

function inspect() {
  const named = (element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";

  function channels(colour) {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  }

  function background(element) {
    for (let each = element; each; each = each.parentElement) {
      const { rgb, alpha } = channels(getComputedStyle(each).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return [255, 255, 255];
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(element) {
    const [one, other] = [channels(getComputedStyle(element).color).rgb, background(element)].map(luminance);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  function wanted(element) {
    const { fontSize, fontWeight } = getComputedStyle(element);
    const size = parseFloat(fontSize);
    return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
  }

  const speaking = all("body *").filter((each) => shown(each) && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const cards = all("[data-card]");
  const inputs = all(".teams input, .teams select, .teams textarea");
  return {
    cards: cards.length,
    drawn: cards.filter((each) => each.textContent.trim()).length,
    headings: cards.filter((each) => each.querySelector("[role=heading], h1, h2, h3, h4, h5, h6")).length,
    inputs: inputs.length,
    texts: speaking.length,
    unlabelled: inputs.filter((each) => !each.labels?.length && !each.getAttribute("aria-labelledby") && !each.getAttribute("aria-label")).map(named),
    faint: speaking.filter((each) => contrast(each) < wanted(each)).map((each) => `${contrast(each).toFixed(2)} ${named(each)}`).slice(0, 20),
    small: all(".teams button, nav a").filter((each) => shown(each) && each.getBoundingClientRect().height < 24).map(named),
    wide: document.documentElement.scrollWidth > innerWidth ? ["the page"] : all(".panel, .card").filter((each) => each.scrollWidth > each.clientWidth + 1).map(named),
  };
}
