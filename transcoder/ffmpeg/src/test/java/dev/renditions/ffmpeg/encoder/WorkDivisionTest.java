package dev.renditions.ffmpeg.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder.Order;
import dev.renditions.api.Transcoder.Progress;
import dev.renditions.ffmpeg.Plans;
import dev.renditions.ffmpeg.encoder.TrackEncoder.Wanted;
import dev.renditions.kind.TrackRecipe;
import dev.renditions.media.Size;
import dev.renditions.testing.DirectEncode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Which orders of a run are put off when it takes too long. */
class WorkDivisionTest {
    private static final TrackRecipe SMALL = video(new Size(200, 100));
    private static final TrackRecipe MEDIUM = video(new Size(400, 200));
    private static final TrackRecipe LARGE = video(new Size(800, 400));

    private final Map<Order, List<TrackRecipe>> needs = new LinkedHashMap<>();
    private final List<Wanted> wanted = new ArrayList<>();

    private static TrackRecipe video(Size size) {
        return Plans.video(0, Optional.empty(), size).tracks().get(0);
    }

    /** An order that owns the tracks that no earlier order needs. */
    private Order order(TrackRecipe... recipes) {
        Order order = DirectEncode.order(
                Plans.video(0, Optional.empty(), new Size(200, 100)), Path.of("order-" + needs.size()), Progress.NONE);
        for (TrackRecipe recipe : recipes) {
            if (wanted.stream().noneMatch(track -> track.recipe().equals(recipe))) {
                wanted.add(new Wanted(recipe, order));
            }
        }
        needs.put(order, List.of(recipes));
        return order;
    }

    @Test
    void heaviestOrderIsPutOff() {
        Order small = order(SMALL);
        Order medium = order(MEDIUM);
        Order large = order(LARGE);

        assertDivided(List.of(small, medium), List.of(large), 1 / 21.0, 5 / 21.0);
    }

    /** A ladder beside a video of each rung is the most expensive order, but it owns no track. */
    @Test
    void orderWithoutATrackOfItsOwnIsPutOffWithTheHeaviestTrack() {
        Order small = order(SMALL);
        Order medium = order(MEDIUM);
        Order large = order(LARGE);
        Order ladder = order(SMALL, MEDIUM, LARGE);

        assertDivided(List.of(small, medium), List.of(large, ladder), 1 / 21.0, 5 / 21.0);
    }

    @Test
    void ordersThatNeedALighterTrackOnlyComeFirst() {
        Order large = order(LARGE);
        Order two = order(SMALL, MEDIUM);
        Order ladder = order(SMALL, MEDIUM, LARGE);

        assertDivided(List.of(two), List.of(large, ladder), 5 / 21.0, 5 / 21.0);
    }

    @Test
    void lighterTrackIsPutOffIfAllNeedTheHeaviest() {
        Order large = order(LARGE);
        Order ladder = order(SMALL, LARGE);

        assertDivided(List.of(large), List.of(ladder), 16 / 17.0, 16 / 17.0);
    }

    @Test
    void sameOrdersAreNotDivided() {
        order(SMALL, LARGE);
        order(SMALL, LARGE);

        assertThat(WorkDivision.of(needs, wanted)).isEmpty();
    }

    @Test
    void oneOrderIsNotDivided() {
        order(SMALL, LARGE);

        assertThat(WorkDivision.of(needs, wanted)).isEmpty();
    }

    private void assertDivided(List<Order> first, List<Order> last, double lightest, double lighter) {
        WorkDivision division = WorkDivision.of(needs, wanted).orElseThrow();
        assertThat(division.first()).isEqualTo(first);
        assertThat(division.last()).isEqualTo(last);
        assertThat(division.shares().lightest()).isCloseTo(lightest, Offset.offset(1e-6));
        assertThat(division.shares().lighter()).isCloseTo(lighter, Offset.offset(1e-6));
    }
}
