"use strict";
// Draws each Teams card with Microsoft's renderer, in colours like those of Teams, light or dark as the reader's screen.

const LIGHT = {
  page: "#ffffff", emphasis: "#f0f0f0",
  text: "#242424", subtle: "#5c5c5c",
  accent: ["#5b5fc7", "#ebebfa"], good: ["#0e6b0e", "#e7f2da"],
  warning: ["#7a4a00", "#fbf0d9"], attention: ["#a4262c", "#fcebea"],
};
const DARK = {
  page: "#292929", emphasis: "#3d3d3d",
  text: "#ffffff", subtle: "#c7c7c7",
  accent: ["#b3b5f5", "#33344a"], good: ["#92d36e", "#24361f"],
  warning: ["#fcc34e", "#3f3218"], attention: ["#f9a1a7", "#472426"],
};

const pair = (colour, subtle) => ({ default: colour, subtle: subtle || colour });

function foreground(tones) {
  return {
    default: pair(tones.text, tones.subtle), dark: pair(tones.text), light: pair(tones.subtle),
    accent: pair(tones.accent[0]), good: pair(tones.good[0]),
    warning: pair(tones.warning[0]), attention: pair(tones.attention[0]),
  };
}

function hostConfig(tones) {
  const shown = (background) => ({ backgroundColor: background, foregroundColors: foreground(tones) });
  return new AdaptiveCards.HostConfig({
    fontFamily: "'Segoe UI', system-ui, -apple-system, sans-serif",
    fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
    lineHeights: { small: 18, default: 21, medium: 24, large: 28, extraLarge: 32 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { none: 0, small: 6, default: 10, medium: 16, large: 18, extraLarge: 24, padding: 14 },
    separator: { lineThickness: 1, lineColor: tones.subtle },
    containerStyles: {
      default: shown(tones.page), emphasis: shown(tones.emphasis), accent: shown(tones.accent[1]),
      good: shown(tones.good[1]), warning: shown(tones.warning[1]), attention: shown(tones.attention[1]),
    },
    actions: {
      maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
      showCard: { actionMode: "inline", inlineTopMargin: 12 },
    },
    inputs: {
      label: {
        requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" },
        optionalInputs: { weight: "bolder" },
      },
      errorMessage: { color: "attention" },
    },
    textBlock: { headingLevel: 4 },
    supportsInteractivity: true,
  });
}

function draw(place, config) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  card.parse(JSON.parse(place.dataset.card));
  place.replaceChildren(card.render());
}

function drawAll() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const config = hostConfig(dark ? DARK : LIGHT);
  document.querySelectorAll("[data-card]").forEach((place) => draw(place, config));
  document.body.dataset.drawn = "yes";
}

// What is read as Markdown is inert, so it is shown as it stands.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  const shown = document.createElement("span");
  shown.textContent = text;
  result.outputHtml = shown.innerHTML;
  result.didProcess = true;
};
drawAll();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
