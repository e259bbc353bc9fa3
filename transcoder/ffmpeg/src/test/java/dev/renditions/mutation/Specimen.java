package dev.renditions.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A damaged file, which is determined by its seed. Immutable.
 *
 * @param seed reproduces the file
 * @param origin the name of the undamaged file
 * @param mutations applied in this order
 * @param bytes the damaged content
 */
record Specimen(long seed, String origin, List<Mutation> mutations, byte[] bytes) {
    /** One of the files with one to three mutations. */
    static Specimen of(List<SmallMedia> media, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SmallMedia origin = media.get(random.nextInt(media.size()));
        byte[] bytes = origin.bytes();
        List<Mutation> mutations = new ArrayList<>();
        for (int left = random.nextInt(1, 4); left > 0; left--) {
            Mutation mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
            bytes = mutation.of(bytes, random);
            mutations.add(mutation);
        }
        return new Specimen(seed, origin.name(), mutations, bytes);
    }

    @Override
    public String toString() {
        return origin + " after " + mutations + " (-Dmutation.seed=" + seed + " -Dmutation.count=1)";
    }
}
