using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Compliance;

internal sealed class ComplianceMapping :
    IEntityTypeConfiguration<HostStatus>, IEntityTypeConfiguration<StatusPeriod>, IEntityTypeConfiguration<FindingPeriod>
{
    private const int AdvisoryIdLength = 60;

    public void Configure(EntityTypeBuilder<HostStatus> builder)
    {
        builder.HasKey(s => new { s.HostId, s.AdvisoryId });
        builder.Property(s => s.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(s => s.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.AdvisoryId, s.Status });
        builder.HasIndex(s => new { s.AdvisoryId, s.HoldsUntil });
    }

    public void Configure(EntityTypeBuilder<StatusPeriod> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(p => p.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.HostId, p.AdvisoryId, p.From });
        builder.HasIndex(p => new { p.AdvisoryId, p.From, p.To });
    }

    public void Configure(EntityTypeBuilder<FindingPeriod> builder)
    {
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(f => f.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.HostId, f.ClosedAt });
        builder.HasIndex(f => new { f.ClosedAt, f.Rule, f.OpenedAt });
        builder.HasIndex(f => f.DueAt);

        // One open finding per host, rule and advisory, however two writers meet. Stated in SQL that both databases read.
        builder.HasIndex(f => new { f.HostId, f.Rule, f.AdvisoryId }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
    }
}
