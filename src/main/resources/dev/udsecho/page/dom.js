/** Changes in place: a node that says the same is not touched, so a selection, the focus and the scroll stay. */

export function byId(id) {
  return document.getElementById(id);
}

/** Sets a node's text, if it is another one. */
export function say(node, text) {
  if (node.firstChild?.nodeType === Node.TEXT_NODE && !node.firstChild.nextSibling) {
    if (node.firstChild.data !== text) {
      node.firstChild.data = text;
    }
  } else if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Makes an element with a text and a class. */
export function element(name, text = "", className = "") {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) {
    node.className = className;
  }
  return node;
}

/** Says something to those who listen to the page instead of looking at it; what was said last is not said again. */
export function announce(text) {
  say(byId("announcer"), text);
}
