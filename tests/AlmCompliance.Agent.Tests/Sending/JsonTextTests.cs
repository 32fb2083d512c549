using System.Text.Json;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Contracts;
using CsCheck;

namespace AlmCompliance.Agent.Tests.Sending;

/// <summary>The agent's own writer, read again by the server's reader.</summary>
public sealed class JsonTextTests
{
    [Fact]
    public void Any_text_comes_out_as_it_went_in() =>
        Gen.String.Sample(text => Read(JsonText.Of(new CollectorProblem { Message = text })).Message == WithoutHalves(text), iter: 20_000);

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Read(JsonText.Of(new CollectorProblem { Message = "a\uD83Db\uDE00" })).Message.ShouldBe("a\uFFFDb\uFFFD");

    [Fact]
    public void Members_are_in_camel_case_and_absent_ones_are_left_out() =>
        JsonText.Of(new KillBit { Native = true }).ShouldBe("""{"native":true}""");

    [Fact]
    public void Lists_numbers_and_empty_messages_are_written() =>
        JsonText.Of(new[] { new ProbeResult { Port = 4410 }, new ProbeResult() }).ShouldBe("""[{"port":4410},{}]""");

    private static string WithoutHalves(string text) =>
        System.Text.Encoding.Unicode.GetString(System.Text.Encoding.Unicode.GetBytes(text));

    private static CollectorProblem Read(string json) => JsonSerializer.Deserialize<CollectorProblem>(json, JsonSerializerOptions.Web)!;
}
