/**
 * What of a finding may leave the house: kernel pointers, host names and command names become
 * tokens that tell nothing and keep what is equal equal.
 *
 * <p>It must not know where anything is published. It is applied to what is finished, on its way
 * out: rules look at addresses and names, and ids and fingerprints are made of them, so nothing
 * inside works on tokens.
 */
package dev.oopsight.redaction;
