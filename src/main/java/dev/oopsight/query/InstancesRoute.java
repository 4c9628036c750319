package dev.oopsight.query;

import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.HostPartitions.Member;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Set;

/**
 * {@code /api/v1/instances}: who works on which partitions, as the last rebalance told this
 * instance. Its own state and what it has yet to read back are told of it alone.
 */
public final class InstancesRoute {

  private final HostPartitions partitions;
  private final Health health;

  public InstancesRoute(HostPartitions partitions, Health health) {
    this.partitions = partitions;
    this.health = health;
  }

  public void addTo(JavalinDefaultRoutingApi routes) {
    routes.get("/api/v1/instances", this::instances);
  }

  private void instances(Context request) {
    Answer<List<Member>> answer =
        new Parameters(request).ask(() -> Answer.found(partitions.members(), Set.of(), false));
    Replies.fields(request, answer, (json, found) -> json.objects("data", found, this::write));
  }

  private void write(JsonText json, Member member) {
    json.text("instance", member.address().map(HostPartitions.Instance::toString))
        .flag("self", member.self());
    if (member.self()) json.text("state", health.readiness().state());
    json.numbers("active", member.active()).numbers("standby", member.standby());
    member.behind().ifPresent(offsets -> json.number("behind", offsets));
  }
}
