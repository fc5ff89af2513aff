import type { Notification, NotificationKind } from '../notifications/notification.ts';
import type { WireNotification } from './sender.ts';

/** A notification as a shape writes it, before it is signed. */
export type Unsigned = WireNotification;

/** What one system writes, numbers and signs. */
export interface ShapeWriter {
  /** How the sender proves who it is; `none`: it does not. */
  readonly signs: 'X-Signature' | 'X-Hub-Signature' | 'secret-header' | 'none';
  /** `counter` counts up and restarts with the process. */
  readonly eventNumber: 'counter' | 'per-bundle' | 'constant-zero' | 'absent';
  /** Handshakes and heartbeats that it knows. */
  readonly interludes: readonly Extract<NotificationKind, 'handshake' | 'heartbeat'>[];
  /** Several events may share a notification. */
  readonly bundles: boolean;
  readonly tellsDeletes: boolean;
  readonly write: (notification: Notification) => Unsigned;
}
