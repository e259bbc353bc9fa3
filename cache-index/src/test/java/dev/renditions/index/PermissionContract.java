package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every index does with what a right to an object was found to be. */
public interface PermissionContract extends IndexUnderTest {
    private static PermissionKey freshRight() {
        return PermissionKey.of(UUID.randomUUID().toString(), "uploads", "film.mp4");
    }

    @Test
    default void unknownPermissionIsAbsent() {
        assertThat(index().findPermission(freshRight())).isEmpty();
    }

    @Test
    default void laterPermissionReplacesEarlierOne() {
        PermissionKey right = freshRight();
        index().recordPermission(right, Permission.REFUSED, HOUR);
        assertThat(index().findPermission(right)).contains(Permission.REFUSED);
        index().recordPermission(right, Permission.GRANTED, HOUR);
        assertThat(index().findPermission(right)).contains(Permission.GRANTED);
        index().recordPermission(right, Permission.REFUSED, HOUR);
        assertThat(index().findPermission(right)).contains(Permission.REFUSED);
    }

    @Test
    default void permissionIsOneCallersForOneObject() {
        String caller = UUID.randomUUID().toString();
        index().recordPermission(PermissionKey.of(caller, "uploads", "film.mp4"), Permission.GRANTED, HOUR);
        for (PermissionKey other : List.of(
                PermissionKey.of(caller + "2", "uploads", "film.mp4"),
                PermissionKey.of(caller, "uploads2", "film.mp4"),
                PermissionKey.of(caller, "uploads", "film.mp"),
                PermissionKey.of(caller, "uploadsf", "ilm.mp4"),
                PermissionKey.of(caller + "uploads", "", "film.mp4"))) {
            assertThat(index().findPermission(other)).isEmpty();
        }
    }

    @Test
    default void permissionEndsAfterItsTime() {
        PermissionKey right = freshRight();
        Duration second = Duration.ofSeconds(1);
        index().recordPermission(right, Permission.GRANTED, second);
        after(second, () -> assertThat(index().findPermission(right)).isEmpty());
    }

    @Test
    default void permissionsLastForATimeAboveZero() {
        PermissionKey right = freshRight();
        for (Duration time : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> index().recordPermission(right, Permission.GRANTED, time));
        }
        assertThat(index().findPermission(right)).isEmpty();
    }
}
