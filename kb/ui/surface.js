// Draws a tree of [tag, attributes, children]: elements by name from a fixed list, users' words as text nodes only.
// No text is ever parsed as markup, whatever it holds.

const TAGS = new Set(
  ("a b blockquote button caption code dd details div dl dt em fieldset form h1 h2 h3 input label legend li mark ol " +
    "option p section select span sub summary sup table tbody td th thead tr ul").split(" "),
)
const ATTRIBUTES = new Set(
  ("class href scope colspan title tabindex role aria-label aria-hidden aria-expanded aria-current data-label id for " +
    "name value type placeholder maxlength inputmode selected checked open").split(" "),
)
const INPUTS = new Set(["text", "checkbox"])
const BLOCKS = new Set("p h1 h2 h3 li td th dd blockquote".split(" "))
const INSIDE = /^(?:[a-z-]+(?:\?|$)|\.\/(?:\?|$))/
const OUTSIDE = /^https?:\/\//
const ON_THIS_PAGE = /^#[a-z0-9-]+$/

function build(node) {
  if (typeof node === "string") return document.createTextNode(node)
  const [tag, attributes, children] = node
  if (!TAGS.has(tag) || (tag === "input" && !INPUTS.has(attributes.type))) return document.createTextNode("")
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(name)) continue
    if (name === "href" && ![INSIDE, OUTSIDE, ON_THIS_PAGE].some((kind) => kind.test(value))) continue
    element.setAttribute(name, value)
  }
  if (tag === "a" && OUTSIDE.test(attributes.href ?? "")) {
    element.target = "_blank"
    element.rel = "noopener noreferrer"
  }
  // text in a right-to-left script is set in its own direction
  if (BLOCKS.has(tag)) element.dir = "auto"
  element.append(...children.map(build))
  return element
}

function isPlain(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

function go(address) {
  // the same road that Back and Forward take: the session stays, and the address is exactly the link's
  window.history.pushState({}, "", address)
  window.dispatchEvent(new PopStateEvent("popstate"))
}

// what a filter is changed to leads to the address that says so, from the start of the list and with nothing open in it
function choose(event) {
  const form = event.target.closest?.("form.filters")
  if (!form) return
  event.preventDefault()
  const given = new URLSearchParams(window.location.search)
  for (const name of ["after", "claim", ...[...form.elements].map((field) => field.name)]) given.delete(name)
  for (const [name, value] of new FormData(form)) if (value.trim()) given.append(name, value.trim())
  const query = given.size ? `?${given}` : ""
  if (query !== window.location.search) go(`${window.location.pathname}${query}`)
}

// the list beside a button goes to the clipboard, for word processors with its italics, for others as text
async function copy(button) {
  const list = button.closest("section").querySelector(".reference-list")
  const as = (type, text) => [type, new Blob([text], { type })]
  const kinds = [as("text/html", new XMLSerializer().serializeToString(list)), as("text/plain", list.innerText)]
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds))])
  const label = button.textContent
  button.textContent = "Copied"
  setTimeout(() => (button.textContent = label), 2000)
}

function follow(event) {
  const button = event.target.closest?.("button.copy")
  if (button) copy(button)

  const anchor = event.target.closest?.("a[href]")
  if (!isPlain(event) || !anchor) return
  const href = anchor.getAttribute("href")
  if (ON_THIS_PAGE.test(href)) {
    // the address stays: another one would be another run of the page, and one more step for Back
    event.preventDefault()
    anchor.getRootNode().querySelector(href)?.scrollIntoView()
    anchor.getRootNode().querySelector(href)?.focus({ preventScroll: true })
  }
  if (!INSIDE.test(href)) return
  event.preventDefault()
  go(anchor.href)
  // what opens or closes something in place leaves the reader there
  if (!anchor.classList.contains("stay")) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
}

// Streamlit's menu first puts this page without its filters into the history, where Back would then lead
function followMenu(event) {
  const anchor = event.target.closest?.('a[data-testid="stTopNavLink"], a[data-testid="stSidebarNavLink"]')
  if (!isPlain(event) || !anchor) return
  event.preventDefault()
  event.stopImmediatePropagation()
  go(anchor.href)
  // on a narrow screen the menu lies over the page
  anchor.closest('[data-testid="stSidebar"]')?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

if (!window.kbMenu) {
  window.kbMenu = true
  document.addEventListener("click", followMenu, true)
}

// Back and Forward take back what was chosen and not drawn yet
function takeBack(root) {
  const listen = (event) => {
    if (!root.isConnected) window.removeEventListener("popstate", listen)
    else if (event.isTrusted) root.querySelectorAll("form").forEach((form) => form.reset())
  }
  window.addEventListener("popstate", listen)
}

// what an element that keeps the focus is known by when the page is drawn anew
function spot(part) {
  if (part?.name) return `${part.name} ${part.type === "checkbox" ? part.value : ""}`
  return part?.closest?.("a.stay")?.getAttribute("aria-label")
}

export default function ({ parentElement, data }) {
  let root = parentElement.querySelector(".kb")
  if (!root) {
    root = document.createElement("div")
    root.className = "kb"
    root.addEventListener("click", follow)
    root.addEventListener("change", choose)
    root.addEventListener("submit", choose)
    takeBack(root)
    parentElement.append(root)
  }
  const drawn = JSON.stringify(data)
  if (root.drawn === drawn) return
  root.drawn = drawn
  // who opens something in place or changes a filter stays there, and what is unfolded stays so
  const stayed = spot(root.getRootNode().activeElement)
  const unfolded = root.querySelector("details.more")?.open
  root.replaceChildren(...data.nodes.map(build))
  const more = root.querySelector("details.more")
  if (more) more.open ||= Boolean(unfolded)
  if (stayed) [...root.querySelectorAll("a.stay, input, select")].find((part) => spot(part) === stayed)?.focus()
}
