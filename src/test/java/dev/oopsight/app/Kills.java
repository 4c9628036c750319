package dev.oopsight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oopsight.oracle.FleetSender;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;

/** Kills a pipeline with SIGKILL at moments drawn by a seed, while a fleet's input flows. */
final class Kills {

  /** The input of one life comes in so many bursts; the kill lies between two of them. */
  private static final int BURSTS = 20;

  private static final long BETWEEN_BURSTS_MILLIS = 40;
  private static final int YOUNG_MILLIS = 4_000;

  private final Site site;
  private final FleetSender sender;
  private final Lives lives;
  private final Random random = new Random(20_090_625);
  private int sent;

  /** What it is at when the kill is made ready. */
  enum Moment {
    STARTING,
    /** It has written what is not committed yet. */
    WRITING,
    /** It has committed, with some traces half told. */
    COMMITTED
  }

  /** Starts the pipeline anew. */
  interface Lives {
    Program begin(String name) throws IOException;
  }

  Kills(Site site, FleetSender sender, Lives lives) {
    this.site = site;
    this.sender = sender;
    this.lives = lives;
  }

  /** What {@code run} is told, with a member that takes over at once under its old name. */
  static List<String> settings(Site site) {
    return List.of(
        "bootstrap.servers=" + site.settings().bootstrapServers(),
        "prefix=" + site.topics().prefix(),
        "input.logs=" + site.topics().logs().names().get(0),
        "input.configs=" + site.topics().configs().names().get(0),
        "input.aliases=" + site.topics().aliases(),
        "state.dir=" + site.settings().stateDir(),
        "host.partitions=" + site.settings().hostPartitions(),
        "http.port=0",
        "kafka.group.instance.id=one",
        "kafka.producer.transaction.timeout.ms=5000");
  }

  /** Sends all but the last part of the input, and kills it so often meanwhile. */
  void strike(int times) throws Exception {
    Moment[] moments = new Moment[times];
    Arrays.setAll(moments, i -> Moment.values()[random.nextInt(Moment.values().length)]);
    strike(moments);
  }

  /** The same at moments of one's choice. */
  void strike(Moment... moments) throws Exception {
    sender.configs();
    int part = sender.size() / (moments.length + 1);
    for (Moment moment : moments) {
      int end = sent + part;
      try (Program run = lives.begin("life-" + end)) {
        long written = written();
        long committed = committed();
        int begun = sent + part / 4;
        sendUntil(moment == Moment.WRITING ? behindRefused(begun, end) : begun);
        switch (moment) {
          case STARTING -> pause(random.nextInt(YOUNG_MILLIS));
          case WRITING -> await(() -> written() > written);
          case COMMITTED -> await(() -> committed() > committed);
        }
        int burst = Math.max(1, (end - sent) / BURSTS);
        for (int left = random.nextInt(BURSTS); left > 0; left--) {
          sendUntil(Math.min(end, sent + burst));
          pause(BETWEEN_BURSTS_MILLIS);
        }
        run.signal("KILL");
        assertThat(run.endsWithin(Site.PATIENCE)).isTrue();
        sendUntil(end);
      }
    }
  }

  /** Sends the rest, to one that is not killed. */
  Program lastLife() throws Exception {
    Program last = lives.begin("last-life");
    sendUntil(sender.size());
    return last;
  }

  /** Only what is refused is written at once. */
  private int behindRefused(int from, int end) {
    int refused = sender.nextRefused(from);
    assertThat(refused).as("there is something to refuse in this part").isLessThan(end);
    return refused + 1;
  }

  private void sendUntil(int end) throws Exception {
    assertThat(end).as("nothing is sent twice").isGreaterThanOrEqualTo(sent);
    sender.logs(sent, end);
    sent = end;
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static void await(Callable<Boolean> sign) {
    Awaitility.await("it works")
        .atMost(Site.PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(sign);
  }

  /** How far its dead letters reach, committed or not. */
  private long written() throws ExecutionException, InterruptedException {
    TopicPartition letters = new TopicPartition(site.topics().deadLetters(), 0);
    try (Admin admin = admin()) {
      return admin
          .listOffsets(Map.of(letters, OffsetSpec.latest()))
          .partitionResult(letters)
          .get()
          .offset();
    }
  }

  /** How much of its input it has read and committed, records and marks of transactions. */
  private long committed() throws ExecutionException, InterruptedException {
    String group = site.settings().applicationId();
    try (Admin admin = admin()) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) return 0;
      throw e;
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", site.settings().bootstrapServers()));
  }
}
