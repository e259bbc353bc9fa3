package dev.renditions.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.renditions.api.Transcoder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LazyTranscoderTest {
    static Stream<Method> methods() {
        return Arrays.stream(Transcoder.class.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()));
    }

    /** A method with a default that is not passed on would silently do nothing. */
    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsPassedOn(Method method) throws NoSuchMethodException {
        Method own = LazyTranscoder.class.getMethod(method.getName(), method.getParameterTypes());
        assertThat(own.getDeclaringClass()).isEqualTo(LazyTranscoder.class);
    }
}
