package dev.oopsight.theory;

import dev.oopsight.config.ConfigView;
import dev.oopsight.fingerprint.Fingerprint;
import dev.oopsight.incident.Appearance;
import dev.oopsight.incident.IncidentId;
import dev.oopsight.incident.KernelIncident;
import dev.oopsight.log.HostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** All that is known of all hosts, wherever it lies. */
public interface Fleet {

  /** Every incident of that print, by host. */
  List<Appearance> appearances(Fingerprint print);

  /** Tells every incident twice, once with each of its prints; those of one print in a row. */
  void eachAppearance(BiConsumer<Fingerprint, Appearance> told);

  /** One incident in its newest revision. */
  Optional<KernelIncident> incident(IncidentId id);

  /** How many hosts are known. */
  long hostCount();

  /** Some hosts, picked by nothing that could have to do with them; the same ones each time. */
  List<HostId> pick(int most, Predicate<HostId> wanted);

  /** The values that were in force on a host. */
  ConfigView values(HostId host, Instant asOf);
}
