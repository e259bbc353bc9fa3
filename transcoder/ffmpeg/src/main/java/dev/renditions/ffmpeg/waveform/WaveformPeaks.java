package dev.renditions.ffmpeg.waveform;

import dev.renditions.ffmpeg.process.ConfinedProcess;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The highest and lowest samples of audio in spans of equal length. In long audio, spans become longer instead of more, so that
 * hours take no more memory than seconds. Results are valid after all audio was read. Not thread-safe.
 */
final class WaveformPeaks implements ConfinedProcess.Output {
    private static final int CHUNK = 1 << 16;

    private final int channels;
    private final short[] lows;
    private final short[] highs;
    private long samplesInSpan = 1;
    private long samplesInLastSpan;
    private int spans;

    /**
     * Starts without samples.
     *
     * @param channels the number of interleaved channels, which are merged
     * @param least the smallest number of spans, if the audio has as many samples
     */
    WaveformPeaks(int channels, int least) {
        this.channels = channels;
        this.lows = new short[2 * least];
        this.highs = new short[2 * least];
    }

    /** Reads 16-bit little-endian samples to the end of the stream. */
    @Override
    public void read(InputStream stream) throws IOException {
        byte[] bytes = new byte[CHUNK * channels * Short.BYTES];
        int n;
        do {
            n = stream.readNBytes(bytes, 0, bytes.length);
            if (n % (channels * Short.BYTES) != 0) {
                throw new EOFException("the decoded audio is truncated within a sample");
            }
            ByteBuffer samples = ByteBuffer.wrap(bytes, 0, n).order(ByteOrder.LITTLE_ENDIAN);
            while (samples.hasRemaining()) {
                short low = samples.getShort();
                short high = low;
                for (int c = 1; c < channels; c++) {
                    short sample = samples.getShort();
                    low = sample < low ? sample : low;
                    high = sample > high ? sample : high;
                }
                add(low, high);
            }
        } while (n == bytes.length);
    }

    private void add(short low, short high) {
        if (spans == 0 || samplesInLastSpan == samplesInSpan) {
            if (spans == lows.length) {
                mergePairs();
            }
            if (spans == 0 || samplesInLastSpan == samplesInSpan) {
                lows[spans] = low;
                highs[spans] = high;
                spans++;
                samplesInLastSpan = 1;
                return;
            }
        }
        lows[spans - 1] = low < lows[spans - 1] ? low : lows[spans - 1];
        highs[spans - 1] = high > highs[spans - 1] ? high : highs[spans - 1];
        samplesInLastSpan++;
    }

    /** Merges each pair of spans. */
    private void mergePairs() {
        spans /= 2;
        for (int i = 0; i < spans; i++) {
            lows[i] = (short) Math.min(lows[2 * i], lows[2 * i + 1]);
            highs[i] = (short) Math.max(highs[2 * i], highs[2 * i + 1]);
        }
        samplesInSpan *= 2;
        samplesInLastSpan = samplesInSpan;
    }

    /** Whether there was no sample. */
    boolean none() {
        return spans == 0;
    }

    /**
     * The lowest sample of a part, from -1 to 1.
     *
     * @param part from 0
     * @param of how many parts of equal length there are
     */
    double low(int part, int of) {
        int low = Short.MAX_VALUE;
        for (int i = first(part, of); i < end(part, of); i++) {
            low = Math.min(low, lows[i]);
        }
        return low / 32768.0;
    }

    /**
     * The highest sample of a part, from -1 to 1.
     *
     * @param part from 0
     * @param of how many parts of equal length there are
     */
    double high(int part, int of) {
        int high = Short.MIN_VALUE;
        for (int i = first(part, of); i < end(part, of); i++) {
            high = Math.max(high, highs[i]);
        }
        return high / 32768.0;
    }

    private int first(int part, int of) {
        return (int) ((long) part * spans / of);
    }

    private int end(int part, int of) {
        return Math.max(first(part, of) + 1, (int) ((long) (part + 1) * spans / of));
    }
}
