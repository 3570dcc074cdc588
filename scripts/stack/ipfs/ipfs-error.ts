/** A refusal, with the HTTP status that says it. */
export class IpfsError extends Error {
  override name = 'IpfsError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
