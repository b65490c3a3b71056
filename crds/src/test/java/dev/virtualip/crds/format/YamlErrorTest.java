package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlErrorTest {
    private static final String MESSAGE = """
        while parsing a block mapping
         in reader, line 2, column 1:
            password: secret
            ^
        expected <block end>, but found '<scalar>'
         in reader, line 3, column 12:
            password: 'secret' x
                       ^
        """;

    @Test
    void lastMarkIsTheLineAndExcerptsAreLeftOut() {
        YamlError error = YamlError.of(MESSAGE, 9);

        assertThat(error.line()).isEqualTo(3);
        assertThat(error.text()).isEqualTo("while parsing a block mapping, expected <block end>, but found '<scalar>'");
    }

    @Test
    void messageWithoutMarkHasTheLastLineThatWasRead() {
        assertThat(YamlError.of("unexpected end", 4)).isEqualTo(new YamlError(4, "unexpected end"));
        assertThat(YamlError.of(null, 0).line()).isZero();
    }
}
