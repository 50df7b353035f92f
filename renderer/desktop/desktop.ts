import type { AppInfo, JournalEntry, MenuCommand, UpdateStatus } from '@shared/ipc/contract.ts'
import type { DesktopError } from '@shared/ipc/errors.ts'
import type { Id } from '@shared/kernel/id.ts'
import type { Result } from '@shared/kernel/result.ts'
import type { Paper } from '@shared/paper/paper.schema.ts'
import type { Printer } from '@shared/paper/printer.schema.ts'

export type DesktopResult<Value> = Promise<Result<Value, DesktopError>>

/**
 * A piece of the page to put on paper: a copy of `content` is printed with the app's own stylesheets. `style` attributes do
 * not survive (the policy forbids them in markup), so what must be printed is styled by classes.
 */
export interface Printable {
  readonly title: string
  readonly lang: string
  readonly content: Element
}

export interface PickedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * What the page can ask of the machine it runs on. The same in the desktop app and in a browser; where a browser can do
 * less, the answer says so (`durable`, `persisted`, `kind`). Nothing here throws for a foreseeable failure.
 */
export interface Desktop {
  readonly kind: 'shell' | 'browser'
  /** Small texts kept by the system's keychain, or in a browser under a key the page cannot export. */
  readonly secrets: {
    get(name: string): DesktopResult<string | null>
    set(name: string, value: string): DesktopResult<{ persisted: boolean }>
    delete(name: string): DesktopResult<void>
  }
  /** The second copy of writes the server has not accepted. A browser has none and answers `durable: false`. */
  readonly journal: {
    append(shopId: Id, entries: readonly JournalEntry[]): DesktopResult<{ durable: boolean }>
    /** Drops the entries and every older entry of the same documents (JOURNAL-4). */
    acknowledge(shopId: Id, ids: readonly string[]): DesktopResult<void>
    /** What is still unacknowledged, oldest first. */
    read(shopId: Id): DesktopResult<{ entries: readonly JournalEntry[]; damagedBytes: number }>
  }
  readonly files: {
    /** Lets a person choose a file; null when they change their mind. Extensions without the dot. */
    openImport(extensions: readonly string[]): DesktopResult<PickedFile | null>
    /** `saved` is false when they change their mind; a browser cannot tell and says true. */
    saveExport(file: {
      readonly suggestedName: string
      readonly content: string | Uint8Array<ArrayBuffer>
      readonly mimeType: string
    }): DesktopResult<{ saved: boolean }>
  }
  readonly print: {
    receipt(what: Printable & { readonly widthMm: 58 | 80 }): DesktopResult<{ printed: boolean }>
    pdf(
      what: Printable & { readonly page: 'A4' | 'receipt-58' | 'receipt-80'; readonly suggestedName: string },
    ): DesktopResult<{ saved: boolean }>
    /** A4 pages, each an element of its own page size. */
    sheet(what: Printable): DesktopResult<{ printed: boolean }>
    /** On a receipt printer directly. A browser has no way to one and answers `NoPrinter`. */
    paper(printer: Printer, paper: Paper): DesktopResult<void>
    openDrawer(printer: Printer): DesktopResult<void>
  }
  readonly app: {
    info(): DesktopResult<AppInfo>
    /** The sync server's origin; null while none is configured. */
    serverUrl(): DesktopResult<string | null>
    /** Answers the server in use from the next page load on; the person may have said no. Only the shell can. */
    setServerUrl(url: string): DesktopResult<string | null>
    /** Tells the shell which language its menus and dialogs speak. */
    setLocale(locale: 'fr' | 'en'): DesktopResult<void>
  }
  readonly updates: {
    status(): DesktopResult<UpdateStatus>
    check(): DesktopResult<UpdateStatus>
    install(): DesktopResult<void>
  }
  readonly events: {
    onMenuCommand(listener: (command: MenuCommand) => void): () => void
    /** The machine woke up, the page came back to the front, or the network returned: time to look for changes. */
    onPowerResume(listener: () => void): () => void
    onUpdatesChanged(listener: (status: UpdateStatus) => void): () => void
  }
}
