using System.Net;

namespace AlmCompliance.Domain.Tests.Segmentation;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.20.4.0/24", "10.20.4.0", true)]
    [InlineData("10.20.4.0/24", "10.20.4.255", true)]
    [InlineData("10.20.4.0/24", "10.20.5.0", false)]
    [InlineData("10.20.4.0/24", "10.20.3.255", false)]
    [InlineData("10.20.4.7", "10.20.4.7", true)]
    [InlineData("10.20.4.7", "10.20.4.6", false)]
    [InlineData("0.0.0.0/0", "255.255.255.255", true)]
    [InlineData("0.0.0.0/0", "fd00::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("::/0", "fd00::1", true)]
    [InlineData("fd00:20::/64", "fd00:20::ffff", true)]
    [InlineData("fd00:20::/64", "fd00:20:0:1::", false)]
    [InlineData("10.20.4.0/24", "::ffff:10.20.4.9", true)]
    [InlineData("::ffff:10.20.4.0/120", "10.20.4.9", true)]
    public void A_range_holds_what_shares_its_prefix(string range, string address, bool expected) =>
        Parse(range).Contains(IPAddress.Parse(address)).ShouldBe(expected);

    [Theory]
    [InlineData("10.20.4.1/24")]
    [InlineData("10.20.4.0/33")]
    [InlineData("10.20.4.0/-1")]
    [InlineData("10.20.4.0/")]
    [InlineData("10.20.4/24")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("fd00::1/64")]
    [InlineData("fd00::/129")]
    [InlineData("fe80::1%3")]
    [InlineData("::ffff:10.0.0.0/95")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("plant")]
    public void A_text_that_could_mean_something_else_is_refused(string? text) =>
        AddressRange.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("10.20.4.0/24", "10.20.4.0/24")]
    [InlineData(" 10.20.4.7 ", "10.20.4.7/32")]
    [InlineData("fd00:20::/64", "fd00:20::/64")]
    [InlineData("::ffff:10.20.4.0/120", "10.20.4.0/24")]
    public void A_range_is_written_as_it_is_read(string text, string expected)
    {
        Parse(text).ToString().ShouldBe(expected);
        Parse(expected).ShouldBe(Parse(text));
    }

    private static AddressRange Parse(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(text));
}
