using AlmCompliance.Web.Components.Live;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>Rows that somebody reads stay where they are; how many others differ is said.</summary>
public sealed class RowOrderTests
{
    [Theory]
    [InlineData("", "ABC", 0)]
    [InlineData("ABC", "ABC", 0)]
    [InlineData("AB", "ABC", 0)]
    [InlineData("ABC", "XAB", 1)]
    [InlineData("ABC", "AB", 1)]
    [InlineData("ABCD", "DABC", 1)]
    [InlineData("ABCD", "DCBA", 3)]
    [InlineData("ABC", "", 3)]
    public void What_came_went_or_moved_is_counted(string shown, string read, int changes) =>
        RowOrder.Changes(Ids(shown), Ids(read)).ShouldBe(changes);

    private static Guid[] Ids(string names) => [.. names.Select(n => new Guid(n, 0, 0, new byte[8]))];
}
