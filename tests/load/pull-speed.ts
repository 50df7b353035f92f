import { Agent, type IncomingMessage, request } from 'node:http'

/** How fast the server alone gives a device everything it has: the server's share of a first load. */
export interface PullSpeed {
  readonly encoding: string
  readonly rowsAPage: number
  readonly documents: number
  readonly documentsPerSecond: number
  /** On the wire, after compression. */
  readonly megabytes: number
}

/** Pulls all orders of a shop page by page, without looking at more of an answer than its end. */
export async function measurePull(
  url: string,
  token: string,
  asked: { readonly rows: number; readonly encoding: string },
): Promise<PullSpeed> {
  const agent = new Agent({ keepAlive: true })
  const headers = { authorization: `Bearer ${token}`, 'accept-encoding': asked.encoding }
  const { createBrotliDecompress, createGunzip } = await import('node:zlib')
  const began = performance.now()
  let documents = 0
  let bytes = 0
  for (let seq = 0; ; ) {
    const query = `collection=orders&epoch=1&seq=${seq}&limit=${asked.rows}`
    const answer = await new Promise<IncomingMessage>((done, fail) =>
      request(`${url}/sync/pull?${query}`, { headers, agent }, done).once('error', fail).end(),
    )
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    const unpack = { br: createBrotliDecompress, gzip: createGunzip }[
      answer.headers['content-encoding'] ?? ''
    ]
    let text = ''
    for await (const chunk of unpack ? answer.pipe(unpack()) : answer) text += chunk
    const end = /"checkpoint":\{"epoch":1,"seq":(\d+)\},"more":(true|false)\}$/.exec(text)
    if (answer.statusCode !== 200 || !end) throw new Error(`A pull was answered with ${answer.statusCode}`)
    documents += text.split('"shopId":').length - 1
    seq = Number(end[1])
    if (end[2] === 'false') break
  }
  const seconds = (performance.now() - began) / 1_000
  agent.destroy()
  return {
    encoding: asked.encoding,
    rowsAPage: asked.rows,
    documents,
    documentsPerSecond: documents / seconds,
    megabytes: bytes / 2 ** 20,
  }
}
