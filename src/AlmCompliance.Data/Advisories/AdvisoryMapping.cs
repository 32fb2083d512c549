using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Advisories;

// Dozens of rows: no index here costs anything that anybody measures.
internal sealed class AdvisoryMapping :
    IEntityTypeConfiguration<StoredRevision>, IEntityTypeConfiguration<RangeReading>, IEntityTypeConfiguration<CatalogueEntry>
{
    private const int IdLength = 60;
    private const int VersionLength = 60;

    public void Configure(EntityTypeBuilder<StoredRevision> builder)
    {
        builder.ToTable("AdvisoryRevisions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.TrackingId).HasMaxLength(IdLength);
        builder.Property(r => r.Version).HasMaxLength(VersionLength);
        builder.Property(r => r.AdvisoryId).HasMaxLength(IdLength);
        builder.HasIndex(r => new { r.TrackingId, r.Version }).IsUnique();
        builder.HasIndex(r => new { r.AdvisoryId, r.State });

        // One revision of a document is in force, whoever enforces another at the same moment.
        builder.HasIndex(r => r.TrackingId).IsUnique().HasFilter($"\"State\" = {(int)RevisionState.InForce}");
    }

    public void Configure(EntityTypeBuilder<RangeReading> builder)
    {
        builder.ToTable("RangeReadings");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.TrackingId).HasMaxLength(IdLength);
        builder.Property(r => r.Version).HasMaxLength(VersionLength);
        builder.Property(r => r.JsonPointer).HasMaxLength(400);
        builder.HasIndex(r => new { r.TrackingId, r.Version, r.JsonPointer }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CatalogueEntry> builder)
    {
        builder.ToTable("CatalogueEntries");
        builder.HasKey(e => e.AdvisoryId);
        builder.Property(e => e.AdvisoryId).HasMaxLength(IdLength);
    }
}
