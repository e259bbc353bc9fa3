package dev.renditions.service.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.renditions.api.ObjectStore;
import dev.renditions.api.Outcome;
import dev.renditions.api.RequestLimits;
import dev.renditions.api.Sleeper;
import dev.renditions.directory.DirectoryStore;
import dev.renditions.index.memory.MemoryIndex;
import dev.renditions.service.RenditionService;
import dev.renditions.service.ServiceScene;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** What is logged about a rendition that is in the store but a miss: damage is a warning, expiry is not. */
@Isolated("it reads the standard error of the process, where logs go")
final class ExpiryLogTest extends ServiceScene {
    @Test
    void damageIsLoggedAsAWarningAndExpiryIsNot() {
        assumeTrue(LoggerFactory.getLogger(Lookup.class).isWarnEnabled(), "warnings are not logged here");
        render(service(index), source("film", "a film"), MP4);

        assertThat(logOfAMiss(false)).contains("missing or short");
        assertThat(logOfAMiss(true)).doesNotContain("missing or short");
    }

    /** The log of a request if the store reports its rendition as not held. */
    private String logOfAMiss(boolean isExpiring) {
        DirectoryStore store = new DirectoryStore(folder.resolve("store"));
        ObjectStore denying = (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "holds":
                            return false;
                        case "isExpiring":
                            return isExpiring;
                        default:
                            try {
                                return method.invoke(store, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                    }
                });
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            RenditionService service = service(
                    MemoryIndex.create(), denying, Sleeper.SLEEP, RequestLimits.of(Duration.ofMinutes(1), VERIFIED));
            assertThat(render(service, source("film", "a film"), MP4).outcome()).isNotEqualTo(Outcome.STORED);
        } finally {
            System.setErr(before);
        }
        return log.toString(UTF_8);
    }
}
