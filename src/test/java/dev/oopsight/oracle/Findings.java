package dev.oopsight.oracle;

import dev.oopsight.incident.KernelIncident;
import java.util.ArrayList;
import java.util.List;

/** Differences, as they are found. */
final class Findings {

  private final List<Difference> all = new ArrayList<>();

  List<Difference> all() {
    return List.copyOf(all);
  }

  void add(Difference difference) {
    all.add(difference);
  }

  /** About an incident as a whole, which its first line shows. */
  void add(KernelIncident incident, String says) {
    String first = incident.text().text().lines().findFirst().orElse(Difference.NONE);
    addLine(incident, first, says);
  }

  /** About one line of an incident. */
  void addLine(KernelIncident incident, String line, String says) {
    add(new Difference(incident.host().value(), incident.id().toString(), '"' + line + '"', says));
  }

  /** About an incident of which nothing but the id is known. */
  void addId(String incident, String says) {
    add(new Difference(Difference.NONE, incident, Difference.NONE, says));
  }
}
