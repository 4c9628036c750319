package dev.oopsight.query.peers;

import static dev.oopsight.query.peers.Coder.FLAG;
import static dev.oopsight.query.peers.Coder.INT;
import static dev.oopsight.query.peers.Coder.list;

import dev.oopsight.topology.HostPartitions;
import dev.oopsight.topology.StoreView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What can be asked of a partition, wherever it lies.
 *
 * @param name in the path under which it is asked
 * @param asked how what it is about goes there
 * @param told how the answer comes back
 * @param answer finds it in the stores of one partition
 */
record Question<A, R>(
    String name, Coder<A> asked, Coder<R> told, BiFunction<StoreView, A, R> answer) {

  /**
   * One question to an instance.
   *
   * @param partitions of which it is asked
   * @param stale whether copies that may lag behind will do
   */
  record Asked<A>(List<Integer> partitions, boolean stale, A about) {}

  /** What one partition told. */
  record Told<R>(int partition, boolean stale, R value) {}

  Coder<Asked<A>> request() {
    return new Coder<>(
        (out, all) -> {
          list(INT).write(out, all.partitions());
          out.writeBoolean(all.stale());
          asked.write(out, all.about());
        },
        in -> new Asked<>(list(INT).read(in), FLAG.read(in), asked.read(in)));
  }

  Coder<List<Told<R>>> reply() {
    return list(
        new Coder<>(
            (out, part) -> {
              out.writeInt(part.partition());
              out.writeBoolean(part.stale());
              told.write(out, part.value());
            },
            in -> new Told<>(INT.read(in), FLAG.read(in), told.read(in))));
  }

  /** What this instance can tell; of partitions that do not lie here nothing. */
  List<Told<R>> answerHere(HostPartitions here, Asked<A> question) {
    List<Told<R>> all = new ArrayList<>();
    for (int partition : question.partitions()) {
      Optional<Told<R>> part = answerHere(here, partition, false, question.about());
      if (part.isEmpty() && question.stale()) {
        part = answerHere(here, partition, true, question.about());
      }
      part.ifPresent(all::add);
    }
    return all;
  }

  private Optional<Told<R>> answerHere(HostPartitions here, int partition, boolean stale, A about) {
    return here.here(partition, stale, stores -> answer.apply(stores, about))
        .map(value -> new Told<>(partition, stale, value));
  }

  /**
   * The same as bytes, for another instance.
   *
   * @throws IOException where it was not asked by this version of the program
   */
  byte[] answerHere(HostPartitions here, byte[] question) throws IOException {
    return reply().encode(answerHere(here, request().decode(question)));
  }
}
