/**
 * The same bug gives the same print, on any machine and build.
 *
 * <p>It must not know hosts, config or incidents: a print depends on the trace alone.
 *
 * <p>Two levels, since one cannot serve both uses: incidents are told apart by the guilty function,
 * theories are tested over everything that failed in the same way. A print carries the version of
 * its algorithm, since prints outlive releases.
 */
package dev.oopsight.fingerprint;
