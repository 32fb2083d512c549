using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Compliance;

internal sealed class ComplianceMapping :
    IEntityTypeConfiguration<HostStatus>, IEntityTypeConfiguration<StatusPeriod>, IEntityTypeConfiguration<FindingPeriod>,
    IEntityTypeConfiguration<FindingSentence>, IEntityTypeConfiguration<DailyCount>, IEntityTypeConfiguration<StoredDeadline>
{
    internal const int AdvisoryIdLength = 60;

    public void Configure(EntityTypeBuilder<HostStatus> builder)
    {
        builder.HasKey(s => new { s.HostId, s.AdvisoryId });
        builder.Property(s => s.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(s => s.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.AdvisoryId, s.Status });

        // The only entries that a report moves when nothing changes: its expiry. Time first, so that those of a host lie side by side
        // and new ones at the end: a few pages at each report, and not two for every advisory.
        builder.HasIndex(s => new { s.HoldsUntil, s.AdvisoryId });

        // Figures as of a day count what began in it without a look at the rows: 70 bytes each, moved when a span ends.
        builder.HasIndex(s => new { s.AdvisoryId, s.From, s.Status, s.LastKnown, s.ZoneId });
    }

    public void Configure(EntityTypeBuilder<StatusPeriod> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(p => p.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.HostId, p.AdvisoryId, p.From });

        // Figures as of a day, from these two alone: 70 bytes each, written once.
        builder.HasIndex(p => new { p.AdvisoryId, p.From, p.Status, p.LastKnown, p.ZoneId });
        builder.HasIndex(p => new { p.AdvisoryId, p.To, p.Status, p.LastKnown, p.ZoneId });
    }

    public void Configure(EntityTypeBuilder<FindingPeriod> builder)
    {
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.AdvisoryId).HasMaxLength(AdvisoryIdLength);
        builder.HasOne<Host>().WithMany().HasForeignKey(f => f.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.HostId, f.ClosedAt });
        builder.HasIndex(f => new { f.ClosedAt, f.Rule, f.OpenedAt });

        // Open ones only: closed ones, which grow for ever, have no entry. With all that the work list counts and pages by, so that it looks at the rows of one page only.
        builder.HasIndex(f => new { f.DueAt, f.Id, f.AdvisoryId, f.Rule, f.OpenedAt, f.HostId }).HasFilter("\"ClosedAt\" IS NULL");

        // One open finding per host, rule and advisory, however two writers meet. Stated in SQL that both databases read.
        builder.HasIndex(f => new { f.HostId, f.Rule, f.AdvisoryId }).IsUnique().HasFilter("\"ClosedAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<FindingSentence> builder)
    {
        builder.ToTable("FindingSentences");
        builder.HasKey(s => new { s.FindingId, s.Until });
        builder.HasOne<FindingPeriod>().WithMany().HasForeignKey(s => s.FindingId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DailyCount> builder)
    {
        builder.ToTable("DailyCounts");
        builder.HasKey(c => new { c.AdvisoryId, c.Day, c.ZoneId, c.Status, c.IsExposed });
        builder.Property(c => c.AdvisoryId).HasMaxLength(AdvisoryIdLength);
    }

    public void Configure(EntityTypeBuilder<StoredDeadline> builder)
    {
        builder.ToTable("DeadlinePolicies");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => new { p.Rule, p.Criticality }).IsUnique();
    }
}
