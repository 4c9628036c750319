package dev.oopsight.incident;

import dev.oopsight.config.Setting;
import dev.oopsight.diagnosis.Diagnosis;
import dev.oopsight.fingerprint.Fingerprints;
import dev.oopsight.trace.KernelTrace;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an incident says whatever carried its lines: all but id, boot, source, and times with their
 * quality.
 *
 * @param text without empty lines, which text without any prefix cannot carry
 * @param config values by key
 */
public record Essence(
    KernelTrace trace,
    String text,
    long printed,
    long suppressed,
    Fingerprints fingerprints,
    Map<String, String> config,
    Diagnosis diagnosis) {

  public static Essence of(KernelIncident incident) {
    Map<String, String> config = new TreeMap<>();
    for (Setting setting : incident.config()) config.put(setting.key(), setting.value());
    return new Essence(
        incident.trace(),
        withoutEmptyLines(incident.text().text()),
        incident.printed(),
        incident.suppressed(),
        incident.fingerprints(),
        config,
        incident.diagnosis());
  }

  private static String withoutEmptyLines(String text) {
    return text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
  }
}
