package dev.oopsight.access;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.handler.DoSHandler;

/**
 * What one client asked lately: so many requests a second, and as many at once.
 *
 * <p>Why not the server's own: that counts what it refuses, so that a client which asks a little
 * too often is answered nothing at all.
 */
final class Rate implements DoSHandler.Tracker {

  private final long intervalNanos;
  private final long atOnceNanos;
  private long clearAt;

  Rate(int requests) {
    intervalNanos = TimeUnit.SECONDS.toNanos(1) / requests;
    atOnceNanos = intervalNanos * (requests - 1L);
    clearAt = System.nanoTime();
  }

  @Override
  public synchronized boolean onRequest(long now) {
    long owed = Math.max(0, clearAt - now);
    if (owed > atOnceNanos) return false;
    clearAt = now + owed + intervalNanos;
    return true;
  }

  @Override
  public synchronized long getExpireNanoTime() {
    return clearAt;
  }
}
