// Draws a map with vis-network.  Texts reach it as data: labels are painted on a canvas, titles are text nodes.

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".map") ?? parentElement
  const drawn = JSON.stringify(data)
  const dark = getComputedStyle(box).colorScheme.includes("dark") || matchesDark(box)
  if (box.drawn === drawn + dark) return
  box.drawn = drawn + dark
  box.network?.destroy()
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", `Map around ${data.title}: what it shows stands below as text.`)
  const ink = dark ? "#E6E8EA" : "#1B1D20"
  const paper = dark ? "#22262B" : "#FFFFFF"
  const colour = (tone) => (data.colours[tone] ?? data.colours.none)[dark ? 1 : 0]
  const nodes = data.points.map((node) => ({
    id: node.id,
    label: node.label,
    title: text(node.title),
    x: node.x,
    y: node.y,
    shape: node.shape,
    borderWidth: node.borderWidth,
    margin: 8,
    font: { color: ink, size: 15, face: "system-ui, sans-serif" },
    color: { background: paper, border: colour(node.tone), highlight: { background: paper, border: ink } },
  }))
  const edges = data.lines.map((edge, number) => ({
    id: number,
    from: edge.from,
    to: edge.to,
    title: text(edge.title),
    dashes: edge.dashes,
    color: { color: colour(edge.tone), highlight: ink },
    width: 1.5,
    arrows: edge.tone === "none" ? "" : { to: { enabled: true, scaleFactor: 0.6 } },
    smooth: false,
  }))
  const options = {
    physics: false,
    interaction: { dragNodes: true, hover: true, zoomView: false, navigationButtons: false, keyboard: false },
    layout: { improvedLayout: false },
  }
  box.network = new vis.Network(box, { nodes, edges }, options)
  box.network.fit({ animation: false })
  // on a narrow screen the whole would be too small to read: begin at the focus, and drag from there
  if (box.network.getScale() < 0.55) box.network.moveTo({ position: middle(data), scale: 0.6, animation: false })
  box.network.on("click", ({ nodes: picked }) => {
    if (picked.length && picked[0] !== data.focus && parentElement !== box) go(picked[0])
  })
  const canvas = box.querySelector("canvas")
  canvas?.setAttribute("aria-hidden", "true")
}

function middle(data) {
  const { x, y } = data.points.find((node) => node.id === data.focus)
  return { x, y }
}

function text(words) {
  const span = document.createElement("span")
  span.textContent = words
  return span
}

function go(focus) {
  // the same road that Back and Forward take: the session stays, and every map has its address
  window.history.pushState({}, "", `map?${new URLSearchParams({ focus })}`)
  window.dispatchEvent(new PopStateEvent("popstate"))
}

function matchesDark(box) {
  const [red, green, blue] = getComputedStyle(box).color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0]
  return red + green + blue > 384
}
