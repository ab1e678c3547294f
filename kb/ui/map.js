// Draws a map with vis-network.  Texts reach it as data: labels are painted on a canvas, titles are text nodes.

const NARROW = 700
const PAD = 12

export default function ({ parentElement, data }) {
  const box = parentElement.querySelector(".map") ?? parentElement
  const told = JSON.stringify(data)
  const look = () => `${isDark(box)}${isNarrow(box)}`
  const redraw = () => {
    if (!window.vis || (box.told === told && box.look === look())) return
    box.told = told
    box.look = look()
    draw(box, data, parentElement !== box)
  }
  redraw()
  // on the first map of a visit the library may come later
  if (!window.vis) window.addEventListener("kb-vis", redraw, { once: true })
  box.watch?.disconnect()
  // a window that is made narrower gets the other layout
  box.watch = new ResizeObserver(redraw)
  box.watch.observe(box)
}

function draw(box, data, leads) {
  const narrow = isNarrow(box)
  const layout = narrow ? data.narrow : data.wide
  const scale = Math.min(1, (box.clientWidth - 2 * PAD) / (layout.right - layout.left))
  box.network?.destroy()
  box.setAttribute("role", "img")
  box.setAttribute("aria-label", `Map around ${data.title}: what it shows stands below as text.`)
  box.style.height = `${Math.ceil((layout.bottom - layout.top) * scale) + 2 * PAD}px`
  const paint = painter(box, data)
  const options = {
    physics: false,
    // on a narrow screen a finger on the map scrolls the page
    // a node that is picked leads away at once: to paint it as picked first would only hold that up
    interaction: { dragNodes: !narrow, dragView: !narrow, hover: false, selectable: false, zoomView: false, keyboard: false },
    layout: { improvedLayout: false },
  }
  const nodes = data.points.map((node) => paint.node(node, layout.boxes[node.id]))
  const edges = narrow ? [] : data.lines.map(paint.edge)
  box.network = new vis.Network(box, { nodes, edges }, options)
  const middle = { x: (layout.left + layout.right) / 2, y: (layout.top + layout.bottom) / 2 }
  box.network.moveTo({ position: middle, scale, animation: false })
  if (narrow) box.network.on("beforeDrawing", (pen) => data.lines.forEach((line) => track(pen, line, data, paint)))
  const leadsTo = (place) => {
    const picked = leads ? box.network.getNodeAt(place) : undefined
    return picked === data.focus ? undefined : picked
  }
  box.network.on("click", ({ pointer }) => {
    const picked = leadsTo(pointer.DOM)
    if (picked) go(picked)
  })
  const canvas = box.querySelector("canvas")
  canvas?.setAttribute("aria-hidden", "true")
  canvas?.addEventListener("mousemove", ({ offsetX: x, offsetY: y }) => {
    canvas.style.cursor = leadsTo({ x, y }) ? "pointer" : ""
  })
  if (narrow && canvas) canvas.style.touchAction = "pan-y"
  box.querySelector(".vis-network").style.touchAction = narrow ? "pan-y" : ""
}

function painter(box, data) {
  const dark = isDark(box)
  const ink = dark ? "#E6E8EA" : "#1B1D20"
  const paper = dark ? "#22262B" : "#FFFFFF"
  const face = getComputedStyle(box).fontFamily
  const colour = (tone) => (data.colours[tone] ?? data.colours.none)[dark ? 1 : 0]
  const node = (point, { x, y, text }) => ({
    id: point.id,
    label: text,
    title: span(point.title),
    x,
    y,
    shape: point.shape,
    shapeProperties: { borderRadius: point.radius },
    borderWidth: point.borderWidth,
    margin: 8,
    font: { color: ink, size: 15, face },
    color: { background: paper, border: colour(point.tone), highlight: { background: paper, border: ink } },
  })
  const edge = (line, number) => ({
    id: number,
    from: line.from,
    to: line.to,
    title: span(line.title),
    dashes: line.dashes,
    color: { color: colour(line.tone), highlight: ink },
    width: 1.5,
    arrows: line.tone === "none" ? "" : { to: { enabled: true, scaleFactor: 0.6 } },
    smooth: line.bend > 0 && { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: line.bend },
  })
  return { node, edge, colour }
}

// One below the other, nodes are joined by tracks beside them: left of what disputes, right of what supports.
function track(pen, line, data, paint) {
  const from = data.narrow.boxes[line.from]
  const to = data.narrow.boxes[line.to]
  const other = line.from === data.focus ? line.to : line.from
  const lane = line.from === data.focus || line.to === data.focus ? data.narrow.lanes[other] : -3
  const side = Math.sign(lane)
  const x = side * (data.narrow.edge + 6 + 9 * Math.abs(lane))
  pen.save()
  pen.strokeStyle = paint.colour(line.tone)
  pen.lineWidth = 1.5
  pen.setLineDash(line.dashes || [])
  pen.beginPath()
  // from middle to middle: the boxes are painted over it
  pen.moveTo(from.x, from.y)
  for (const end of [from, to]) pen.lineTo(x, end.y)
  pen.lineTo(to.x, to.y)
  pen.stroke()
  pen.restore()
}

function span(words) {
  const made = document.createElement("span")
  made.textContent = words
  return made
}

function go(focus) {
  // the same road that Back and Forward take: the session stays, and every map has its address
  window.history.pushState({}, "", `map?${new URLSearchParams({ focus })}`)
  window.dispatchEvent(new PopStateEvent("popstate"))
}

function isNarrow(box) {
  return box.clientWidth < NARROW
}

function isDark(box) {
  if (getComputedStyle(box).colorScheme.includes("dark")) return true
  const [red, green, blue] = getComputedStyle(box).color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0]
  return red + green + blue > 384
}
