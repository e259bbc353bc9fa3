package dev.renditions.ffmpeg.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PacketClockTest {
    private static final double UNKNOWN = Double.NaN;

    @Test
    void endIsThatOfTheLastPresentedPacket() {
        PacketClock clock = new PacketClock(false);
        clock.add(1.0, 0.0, 1.0);
        clock.add(3.0, 1.0, 1.0);
        clock.add(2.0, 2.0, 1.0);

        assertThat(clock.start()).isEqualTo(1.0);
        assertThat(clock.end()).isEqualTo(4.0);
        assertThat(clock.rate()).isEqualTo(1.0);
    }

    @Test
    void packetsWithoutTimesFollowEachOther() {
        PacketClock clock = new PacketClock(false);
        for (int i = 0; i < 50; i++) {
            clock.add(UNKNOWN, UNKNOWN, 0.02);
        }

        assertThat(clock.start()).isZero();
        assertThat(clock.end()).isCloseTo(1.0, within(1e-9));
        assertThat(clock.rate()).isCloseTo(50, within(1e-6));
    }

    @Test
    void packetWithoutALengthIsAsLongAsTheOthers() {
        PacketClock clock = new PacketClock(false);
        clock.add(0.0, 0.0, UNKNOWN);
        clock.add(2.0, 2.0, UNKNOWN);

        assertThat(clock.end()).isEqualTo(4.0);
    }

    @Test
    void singlePacketWithoutALengthHasNoRate() {
        PacketClock clock = new PacketClock(false);
        clock.add(5.0, 5.0, UNKNOWN);

        assertThat(clock.end()).isEqualTo(5.0);
        assertThat(clock.rate()).isZero();
    }

    @Test
    void joinedRecordingsAreConsecutiveIfTheClockMayJump() {
        PacketClock jumping = new PacketClock(true);
        PacketClock steady = new PacketClock(false);
        for (PacketClock clock : new PacketClock[] {jumping, steady}) {
            clock.add(10.0, 10.0, 1.0);
            clock.add(11.0, 11.0, 1.0);
            clock.add(3.0, 3.0, 1.0);
            clock.add(4.0, 4.0, 1.0);
            clock.add(5000.0, 5000.0, 1.0);
        }

        assertThat(jumping.start()).isEqualTo(10.0);
        assertThat(jumping.end()).isEqualTo(15.0);
        assertThat(steady.start()).isEqualTo(3.0);
        assertThat(steady.end()).isEqualTo(5001.0);
    }

    @Test
    void shortGapsAreKept() {
        PacketClock clock = new PacketClock(true);
        clock.add(0.0, 0.0, 1.0);
        clock.add(9.0, 9.0, 1.0);

        assertThat(clock.end()).isEqualTo(10.0);
    }
}
