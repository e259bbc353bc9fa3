package dev.renditions.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every index keeps permissions. */
public interface PermissionsContract extends IndexUnderTest {
    /** The port under test, empty or not. */
    Permissions permissions();

    private static PermissionKey freshRight() {
        return PermissionKey.of(UUID.randomUUID().toString(), "uploads", "film.mp4");
    }

    @Test
    default void unknownPermissionIsAbsent() {
        assertThat(permissions().find(freshRight())).isEmpty();
    }

    @Test
    default void laterPermissionReplacesEarlierOne() {
        PermissionKey right = freshRight();
        permissions().record(right, Permission.REFUSED, HOUR);
        assertThat(permissions().find(right)).contains(Permission.REFUSED);
        permissions().record(right, Permission.GRANTED, HOUR);
        assertThat(permissions().find(right)).contains(Permission.GRANTED);
        permissions().record(right, Permission.REFUSED, HOUR);
        assertThat(permissions().find(right)).contains(Permission.REFUSED);
    }

    @Test
    default void permissionIsOneCallersForOneObject() {
        String caller = UUID.randomUUID().toString();
        permissions().record(PermissionKey.of(caller, "uploads", "film.mp4"), Permission.GRANTED, HOUR);
        for (PermissionKey other : List.of(
                PermissionKey.of(caller + "2", "uploads", "film.mp4"),
                PermissionKey.of(caller, "uploads2", "film.mp4"),
                PermissionKey.of(caller, "uploads", "film.mp"),
                PermissionKey.of(caller, "uploadsf", "ilm.mp4"),
                PermissionKey.of(caller + "uploads", "", "film.mp4"))) {
            assertThat(permissions().find(other)).isEmpty();
        }
    }

    @Test
    default void permissionEndsAfterItsTime() {
        PermissionKey right = freshRight();
        Duration second = Duration.ofSeconds(1);
        permissions().record(right, Permission.GRANTED, second);
        after(second, () -> assertThat(permissions().find(right)).isEmpty());
    }

    @Test
    default void permissionsLastForATimeAboveZero() {
        PermissionKey right = freshRight();
        for (Duration time : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> permissions().record(right, Permission.GRANTED, time));
        }
        assertThat(permissions().find(right)).isEmpty();
    }
}
