using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Access;

/// <summary>
/// A view of a list that a person keeps: filter, order and columns, as its address tells them. The one without a name holds
/// nothing but the columns that the person chose last.
/// </summary>
public sealed class SavedView
{
    public const int LongestName = 60;
    public const int LongestQuery = 4000;

    /// <summary>Of one person, the remembered columns not counted.</summary>
    public const int Most = 50;

    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid UserId { get; set; }
    public required string Name { get; set; }
    public required string NameKey { get; set; }

    /// <summary>The query of the list's address, without its question mark.</summary>
    public required string Query { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("SavedViews");
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Name).HasMaxLength(SavedView.LongestName);
        builder.Property(v => v.NameKey).HasMaxLength(SortKeys.MaxLength);
        builder.Property(v => v.Query).HasMaxLength(SavedView.LongestQuery);
        builder.HasOne<AlmUser>().WithMany().HasForeignKey(v => v.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(v => new { v.UserId, v.NameKey }).IsUnique();
    }
}
