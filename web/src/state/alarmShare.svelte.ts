import { defaultAlarmShare } from '../domain/findAlarms'
import { readSetting, writeSetting } from './settings'

/** A whole per cent from 1 to 100; null for anything else. */
export function parseShare(text: string): number | null {
  const share = /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0
  return share >= 1 && share <= 100 ? share : null
}

/** From what part of an asset on a decision is marked, in per cent; kept in this browser. */
class AlarmShare {
  percent = $state(parseShare(readSetting('alarmShare') ?? '') ?? defaultAlarmShare)

  choose(percent: number): void {
    this.percent = percent
    writeSetting('alarmShare', percent === defaultAlarmShare ? null : String(percent))
  }
}

export const alarmShare = new AlarmShare()
