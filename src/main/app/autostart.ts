import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a Linux desktop looks for what it starts at login (XDG autostart specification 0.5). */
export function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  const configured = env['XDG_CONFIG_HOME']
  return join(configured === undefined || configured === '' ? join(home, '.config') : configured, 'autostart', 'toan-canh.desktop')
}

/** A desktop entry (specification 1.5) that starts a program with its arguments. */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Toàn Cảnh',
    'Comment=Phòng điều hành thành phố',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Writes the entry, or takes it away where there is no command any more. Throws where the file cannot be written. */
export function setAutostart(file: string, command: readonly string[] | null): void {
  if (command === null) return rmSync(file, { force: true })
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, autostartEntry(command))
}

// In quotes, what the shell and the entry take for more than a letter has a backslash, which the entry itself wants twice; % begins a field code.
function quoted(argument: string): string {
  return `"${argument
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`
}
