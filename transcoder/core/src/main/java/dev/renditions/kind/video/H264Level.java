package dev.renditions.kind.video;

import dev.renditions.kind.settings.VideoSettings;
import dev.renditions.media.Size;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The levels of H.264 from 4.2 on (table A-1). All limits except the bit rates are in macroblocks of 16 by 16 pixels. Level 4.2
 * allows 1080p at 60 frames a second, and every device of the last ten years plays it.
 */
enum H264Level {
    L4_2(42, 522_240, 8_704, 34_816, 50_000, 62_500),
    L5(50, 589_824, 22_080, 110_400, 135_000, 135_000),
    L5_1(51, 983_040, 36_864, 184_320, 240_000, 240_000),
    L5_2(52, 2_073_600, 36_864, 184_320, 240_000, 240_000),
    L6(60, 4_177_920, 139_264, 696_320, 240_000, 240_000),
    L6_1(61, 8_355_840, 139_264, 696_320, 480_000, 480_000),
    L6_2(62, 16_711_680, 139_264, 696_320, 800_000, 800_000);

    private static final long BLOCK = 16;

    /** The factor by which the bit rates of profile High may exceed the table. */
    private static final double HIGH = 1.25;

    /** The minimum number of frames that a decoder buffers for x264 output, whose B-frames are references too. */
    private static final int MIN_FRAMES = 4;

    /** The presets of x264 that use more reference frames than that. */
    private static final List<String> SLOW = List.of("slow", "slower", "veryslow");

    private static final List<Integer> SLOW_FRAMES = List.of(5, 8, 16);

    private final int number;
    private final long blocksPerSecond;
    private final long blocks;
    private final long bufferBlocks;
    private final long kilobits;
    private final long bufferKilobits;

    H264Level(int number, long blocksPerSecond, long blocks, long bufferBlocks, long kilobits, long bufferKilobits) {
        this.number = number;
        this.blocksPerSecond = blocksPerSecond;
        this.blocks = blocks;
        this.bufferBlocks = bufferBlocks;
        this.kilobits = kilobits;
        this.bufferKilobits = bufferKilobits;
    }

    /** The number in the stream: 42 for level 4.2. */
    int number() {
        return number;
    }

    /**
     * The lowest level that allows what x264 may write for frames of that size with these settings; the highest one if none does.
     *
     * @param frameRate the highest momentary frame rate, in frames a second
     */
    static H264Level of(Size size, double frameRate, VideoSettings settings) {
        return Arrays.stream(values())
                .filter(level -> level.holds(size, frameRate, settings))
                .findFirst()
                .orElse(L6_2);
    }

    private boolean holds(Size size, double frameRate, VideoSettings settings) {
        long across = blocks(size.width());
        long down = blocks(size.height());
        long frame = across * down;
        return frame <= blocks
                && Stream.of(across, down).allMatch(side -> side * side <= 8 * blocks)
                && frame * frameRate <= blocksPerSecond
                && frame * frames(settings.preset()) <= bufferBlocks
                && settings.maxRateKbps() <= kilobits * HIGH
                && settings.bufferKilobits() <= bufferKilobits * HIGH;
    }

    private static long blocks(int pixels) {
        return (pixels + BLOCK - 1) / BLOCK;
    }

    private static int frames(String preset) {
        int slow = SLOW.indexOf(preset);
        return slow < 0 ? MIN_FRAMES : SLOW_FRAMES.get(slow);
    }
}
