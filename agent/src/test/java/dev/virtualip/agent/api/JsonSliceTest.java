package dev.virtualip.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class JsonSliceTest {
    private static final JsonSlice JSON = slice("{\"kind\" : \"Lìst\", \"items\": [ {\"a\":{\"b\":[1,{\"c\":\"ü\"}]}} ,"
            + " {\"a\":2}],\"n\":{\"v\":\"7\",\"w\":8}}");

    @Test
    void aFieldIsFoundBehindOthersWhateverTheyHold() throws IOException {
        assertThat(JSON.text("n", "v")).isEqualTo("7");
        assertThat(JSON.text("n", "w")).isEqualTo("8");
        assertThat(JSON.text("kind")).isEqualTo("Lìst");
        assertThat(JSON.text("n")).isNull();
        assertThat(JSON.text("n", "x")).isNull();
        assertThat(JSON.text("kind", "x")).isNull();
    }

    @Test
    void elementsAreSlicesOfTheirOwn() throws IOException {
        List<JsonSlice> elements = JSON.elements("items");
        assertThat(elements).hasSize(2);
        assertThat(elements.get(1).text("a")).isEqualTo("2");
        JsonSlice inner = Objects.requireNonNull(elements.get(0).field("a"));
        List<JsonSlice> innermost = inner.elements("b");
        assertThat(innermost.get(1).text("c")).isEqualTo("ü");
        assertThat(JSON.elements("nothing")).isEmpty();
    }

    @Test
    void aSliceEndsWhereItsValueEnds() throws IOException {
        JsonSlice text = slice("{\"a\":\"long enough to be read lazily\",\"b\":12345,\"c\":true}");
        for (String name : List.of("a", "b", "c")) {
            JsonSlice field = Objects.requireNonNull(text.field(name));
            assertThat(field.text()).isEqualTo(text.text(name));
        }
    }

    private static JsonSlice slice(String json) {
        return JsonSlice.all(json.getBytes(StandardCharsets.UTF_8));
    }
}
