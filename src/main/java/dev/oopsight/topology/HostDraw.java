package dev.oopsight.topology;

import dev.oopsight.log.HostId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Utils;

/**
 * A blind draw of hosts: those with the least hashes of their names. It comes out the same wherever
 * it is held, and the draw of all is the draw of what was drawn of each part.
 */
public final class HostDraw {

  private record Drawn(int hash, HostId host) {
    private static final Comparator<Drawn> FIRST =
        Comparator.comparing((Drawn drawn) -> drawn.hash() ^ Integer.MIN_VALUE)
            .thenComparing(Drawn::host);

    static Drawn of(HostId host) {
      return new Drawn(Utils.murmur2(Keys.host(host).get()), host);
    }
  }

  private final int most;
  private final PriorityQueue<Drawn> least = new PriorityQueue<>(Drawn.FIRST.reversed());

  HostDraw(int most) {
    this.most = most;
  }

  /** Draws from these, at most so many, and gives them by name. */
  public static List<HostId> first(int most, Collection<HostId> hosts) {
    HostDraw draw = new HostDraw(most);
    hosts.forEach(draw::add);
    return draw.hosts();
  }

  void add(HostId host) {
    least.add(Drawn.of(host));
    if (least.size() > most) least.remove();
  }

  List<HostId> hosts() {
    return least.stream().map(Drawn::host).sorted().toList();
  }
}
