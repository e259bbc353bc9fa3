package dev.renditions.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParallelismTest {
    @ParameterizedTest(name = "{2} processors, {1} sources, --jobs {0}: {3} jobs of {4} threads")
    @CsvSource({
        ",   20,  2, 1, 2",
        ",   20,  8, 4, 2",
        ",    1,  8, 1, 8",
        ",    3, 16, 3, 5",
        "4,  20,  2, 2, 1",
        "4,  20, 16, 4, 4",
        "99,  5,  4, 4, 1",
        "1,  20,  8, 1, 8",
        ",   20,  1, 1, 1",
    })
    void jobsAndThreadsNeverExceedTheMachine(Integer wanted, int sources, int processors, int jobs, int threads) {
        Parallelism p = Parallelism.of(Optional.ofNullable(wanted), sources, processors);
        assertThat(p).isEqualTo(new Parallelism(jobs, threads));
        assertThat(p.jobs() * p.threadsPerJob()).isLessThanOrEqualTo(processors);
    }
}
