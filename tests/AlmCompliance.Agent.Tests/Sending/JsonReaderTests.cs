using System.Text.Json;
using AlmCompliance.Agent.Sending;
using CsCheck;

namespace AlmCompliance.Agent.Tests.Sending;

/// <summary>The agent's own reader of answers.</summary>
public sealed class JsonReaderTests
{
    [Fact]
    public void Any_text_that_dotnet_writes_is_read_as_it_was() =>
        Gen.String.Where(t => t.All(c => !char.IsSurrogate(c))).Sample(text => (string?)JsonReader.Read(JsonSerializer.Serialize(text)) == text, iter: 5_000);

    [Fact]
    public void Any_whole_number_is_read_as_it_was() =>
        Gen.Int.Sample(number => (double?)JsonReader.Read(JsonSerializer.Serialize(number)) == number);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("[1,]")]
    [InlineData("{\"a\"}")]
    [InlineData("\"a")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\x\"")]
    [InlineData("tru")]
    [InlineData("<html>")]
    [InlineData("[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_json_is_refused(string text) => Should.Throw<FormatException>(() => JsonReader.Read(text));

    [Fact]
    public void An_answer_that_cannot_be_read_holds_nothing()
    {
        var answer = new ServerAnswer(502, "<html>Bad gateway</html>", null);

        answer.Text("agentKey").ShouldBeNull();
        answer.ProbeTargets().ShouldBeEmpty();
        answer.IsPassing.ShouldBeTrue();
    }

    [Fact]
    public void Targets_and_errors_are_read()
    {
        var answer = new ServerAnswer(400, """
            { "title": "Wrong", "errors": { "alm.port": [ "A port is 1 to 65535." ] },
              "probeTargets": [ { "address": "10.2.0.2", "port": 4410, "afterSeconds": 30 }, { "port": 1 }, 7 ] }
            """, null);

        answer.Words.ShouldBe("400 Wrong alm.port: A port is 1 to 65535.");
        var target = answer.ProbeTargets().ShouldHaveSingleItem();
        (target.Address, target.Port, target.AfterSeconds).ShouldBe(("10.2.0.2", 4410, 30));
    }
}
