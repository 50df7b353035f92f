import '@renderer/app/styles/index.css'
import { AppShell } from '@renderer/app/shell/app-shell.tsx'
import { Gallery } from '@renderer/app/shell/gallery.tsx'
import { useMainNav } from '@renderer/app/shell/main-nav.ts'
import { applyPreferences } from '@renderer/app/shell/preferences.ts'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

/** The frame around the gallery, with the data the composition would give it. */
function GalleryPage() {
  const nav = useMainNav()
  const [locked, setLocked] = useState(false)
  return (
    <AppShell
      nav={nav.map((item) =>
        item.id === 'sync' ? { ...item, badge: { count: 3, label: 'à vérifier' } } : item,
      )}
      shop={{ name: locked ? 'Verrouillée' : 'Boutique Awa' }}
      person={{ name: 'Awa Diop', role: 'Gérante' }}
      sync={{ state: 'offline', pending: 3, refused: 0, conflicts: 0 }}
      onPrinter={() => undefined}
      onLock={() => setLocked(true)}
      onSignOut={() => setLocked(true)}
    >
      <Gallery />
    </AppShell>
  )
}

applyPreferences()
const root = document.getElementById('root')
if (root) createRoot(root).render(<GalleryPage />)
