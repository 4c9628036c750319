/**
 * An incident in the words of others: ECS, OCSF, CEF and their like.
 *
 * <p>It must not know Kafka, the registry or the other edges; each encoding is a pure function.
 *
 * <p>One class an encoding, and escaping in one place per format: what a kernel prints comes from
 * outside, and a forged field in a SIEM is an attack.
 */
package dev.oopsight.siem;
