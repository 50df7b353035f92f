import type { BadSetting, Locale } from '../config.ts'
import { DEFAULT_PORT } from '../config.ts'
import type { DatabaseProblem } from '../database/database-errors.ts'

/** What the start says to a person, one plain sentence each. */
export interface LaunchMessages {
  readonly help: string
  building(): string
  buildFailed(log: string): string
  creatingDemo(): string
  running(url: string): string
  attached(dataDir: string): string
  databaseIn(dataDir: string): string
  logins(password: string): string
  stopping(): string
  stopped(): string
  alreadyRunning(url: string): string
  portTaken(port: number): string
  portForbidden(port: number): string
  hostUnknown(host: string): string
  badSetting(bad: BadSetting): string
  database(problem: DatabaseProblem, detail: string, place: string): string
}

const NB = '\u00a0'
const NN = '\u202f'

const fr: LaunchMessages = {
  help: `Comptoir${NB}: le bureau de votre boutique, même sans connexion.

Utilisation${NB}: npm start -- [options]

  --port NOMBRE           Port du serveur (${DEFAULT_PORT} si rien n’est dit${NN}; 0 en prend un libre).
  --data DOSSIER          Dossier des données (./data si rien n’est dit).
  --database-url ADRESSE  Une base PostgreSQL (15 ou plus récente) à la place de celle du dossier,
                          par exemple postgresql://moi:secret@localhost/comptoir.
  --locale fr|en          Langue de ces messages.
  --host ADRESSE          Adresse où écouter (127.0.0.1${NB}: cet ordinateur seul${NN}; 0.0.0.0${NB}: tout le réseau).
  --no-open               N’ouvre ni fenêtre ni navigateur.
  --help                  Affiche cette aide.

Les variables PORT, COMPTOIR_DATA, DATABASE_URL et LOG_LEVEL disent la même chose${NN}; une option l’emporte.
Arrêt${NB}: Ctrl+C. Rien de ce qui est enregistré n’est perdu.
`,
  building: () => 'Préparation des écrans (quelques secondes, la première fois seulement)…',
  buildFailed: (log) =>
    `Les écrans n’ont pas pu être préparés${NN}: le service de synchronisation tourne sans eux. Détail${NB}: ${log}`,
  creatingDemo: () => 'Création de la boutique de démonstration et de ses 90 derniers jours…',
  running: (url) => `Comptoir tourne${NB}: ${url}`,
  attached: (dataDir) => `La base de données de ${dataDir} tournait déjà${NN}: elle est partagée.`,
  databaseIn: (dataDir) => `La base de données se trouve dans ${dataDir}.`,
  logins: (password) => `Comptes de démonstration (mot de passe ${password})${NB}:`,
  stopping: () => 'Arrêt en cours, les demandes commencées se terminent…',
  stopped: () => 'Arrêté. Tout est enregistré.',
  alreadyRunning: (url) => `Comptoir tourne déjà${NB}: ouvrez ${url}.`,
  portTaken: (port) =>
    `Le port ${port} est pris par un autre programme${NN}: choisissez-en un autre avec npm start -- --port ${port + 1}.`,
  portForbidden: (port) =>
    `Le port ${port} est réservé au système${NN}: choisissez-en un au-dessus de 1023 avec npm start -- --port ${DEFAULT_PORT}.`,
  hostUnknown: (host) => `Cet ordinateur n’a pas l’adresse ${host}${NN}: essayez --host 127.0.0.1.`,
  badSetting: ({ type, value }) => {
    switch (type) {
      case 'UnknownFlag':
        return `L’option ${value} n’existe pas ou il lui manque une valeur${NN}: npm start -- --help les montre toutes.`
      case 'BadPort':
        return `«${NB}${value}${NB}» n’est pas un port${NN}: donnez un nombre entre 0 et 65535.`
      case 'BadLocale':
        return `«${NB}${value}${NB}» n’est pas une langue connue ici${NN}: choisissez fr ou en.`
      case 'BadDatabaseUrl':
        return `L’adresse de la base doit commencer par postgresql://, par exemple postgresql://moi:secret@localhost/comptoir.`
      case 'BadData':
        return `Donnez un dossier après --data.`
      case 'BadLogLevel':
        return `LOG_LEVEL doit être silent, error, warn, info ou debug, et non «${NB}${value}${NB}».`
    }
  },
  database: (problem, detail, place) => {
    switch (problem) {
      case 'data-folder':
        return `Le dossier de données ${place} n’est pas accessible en écriture${NN}: donnez-en un autre avec npm start -- --data DOSSIER.`
      case 'unreachable':
        return `La base PostgreSQL ${place} ne répond pas (${detail})${NN}: vérifiez qu’elle tourne et que l’adresse et le mot de passe sont justes.`
      case 'too-old':
        return `La base est un PostgreSQL ${detail}${NN}: il faut la version 15 ou une plus récente.`
      case 'binaries':
        return `PostgreSQL n’est pas installé pour cette machine (${detail})${NN}: relancez npm ci, ou donnez une base avec --database-url.`
      case 'init':
        return `La base de données n’a pas pu être créée dans ${place} (${detail}).`
      case 'start':
        return `La base de données de ${place} n’a pas démarré (${detail}).`
      case 'migrate':
        return `La base de données n’a pas pu être mise à jour (${detail}).`
    }
  },
}

const en: LaunchMessages = {
  help: `Comptoir: your shop's back office, even without a connection.

Usage: npm start -- [options]

  --port NUMBER           Port of the server (${DEFAULT_PORT} unless told; 0 takes a free one).
  --data FOLDER           Folder of the data (./data unless told).
  --database-url ADDRESS  A PostgreSQL database (15 or newer) instead of the one in the folder,
                          for example postgresql://me:secret@localhost/comptoir.
  --locale fr|en          Language of these messages.
  --host ADDRESS          Address to listen on (127.0.0.1: this computer only; 0.0.0.0: the whole network).
  --no-open               Opens neither a window nor a browser.
  --help                  Shows this help.

The variables PORT, COMPTOIR_DATA, DATABASE_URL and LOG_LEVEL say the same; an option comes first.
To stop: Ctrl+C. Nothing that was saved is lost.
`,
  building: () => 'Preparing the screens (some seconds, the first time only)…',
  buildFailed: (log) =>
    `The screens could not be prepared: the sync service runs without them. Detail: ${log}`,
  creatingDemo: () => 'Creating the demo shop and its last 90 days…',
  running: (url) => `Comptoir is running: ${url}`,
  attached: (dataDir) => `The database of ${dataDir} was already running: it is shared.`,
  databaseIn: (dataDir) => `The database is in ${dataDir}.`,
  logins: (password) => `Demo logins (password ${password}):`,
  stopping: () => 'Stopping, requests that have begun are finished…',
  stopped: () => 'Stopped. Everything is saved.',
  alreadyRunning: (url) => `Comptoir is already running: open ${url}.`,
  portTaken: (port) =>
    `Port ${port} is taken by another program: choose another one with npm start -- --port ${port + 1}.`,
  portForbidden: (port) =>
    `Port ${port} is reserved for the system: choose one above 1023 with npm start -- --port ${DEFAULT_PORT}.`,
  hostUnknown: (host) => `This computer does not have the address ${host}: try --host 127.0.0.1.`,
  badSetting: ({ type, value }) => {
    switch (type) {
      case 'UnknownFlag':
        return `The option ${value} does not exist or its value is missing: npm start -- --help shows them all.`
      case 'BadPort':
        return `“${value}” is not a port: give a number from 0 to 65535.`
      case 'BadLocale':
        return `“${value}” is not a language known here: choose fr or en.`
      case 'BadDatabaseUrl':
        return `The database address must begin with postgresql://, for example postgresql://me:secret@localhost/comptoir.`
      case 'BadData':
        return `Give a folder after --data.`
      case 'BadLogLevel':
        return `LOG_LEVEL must be silent, error, warn, info or debug, not “${value}”.`
    }
  },
  database: (problem, detail, place) => {
    switch (problem) {
      case 'data-folder':
        return `The data folder ${place} cannot be written to: give another one with npm start -- --data FOLDER.`
      case 'unreachable':
        return `The PostgreSQL database ${place} does not answer (${detail}): check that it is running and that address and password are right.`
      case 'too-old':
        return `The database is a PostgreSQL ${detail}: version 15 or newer is needed.`
      case 'binaries':
        return `PostgreSQL is not installed for this machine (${detail}): run npm ci again, or give a database with --database-url.`
      case 'init':
        return `The database could not be created in ${place} (${detail}).`
      case 'start':
        return `The database in ${place} did not start (${detail}).`
      case 'migrate':
        return `The database could not be brought up to date (${detail}).`
    }
  },
}

export const LAUNCH_MESSAGES: Readonly<Record<Locale, LaunchMessages>> = { fr, en }
