using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Probes;

internal sealed class ProbeMapping :
    IEntityTypeConfiguration<ProbeSettings>, IEntityTypeConfiguration<ProbePort>, IEntityTypeConfiguration<ProbeTask>,
    IEntityTypeConfiguration<StoredProbe>, IEntityTypeConfiguration<StoredBoundary>
{
    public void Configure(EntityTypeBuilder<ProbeSettings> builder)
    {
        builder.ToTable("ProbeSettings");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasData(new ProbeSettings());
    }

    public void Configure(EntityTypeBuilder<ProbePort> builder)
    {
        builder.ToTable("ProbePorts");
        builder.HasKey(p => new { p.SiteKey, p.Port });
        builder.Property(p => p.SiteKey).HasMaxLength(SortKeys.MaxLength);
    }

    // Three entries a task, some 300 bytes together; a task lives for days, then it is history that may be deleted.
    public void Configure(EntityTypeBuilder<ProbeTask> builder)
    {
        builder.ToTable("ProbeTasks");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasIndex(t => new { t.Day, t.SourceZoneId, t.TargetHostId }).IsUnique();
        builder.HasIndex(t => new { t.SourceHostId, t.Day });
        builder.HasOne<Host>().WithMany().HasForeignKey(t => t.SourceHostId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Host>().WithMany().HasForeignKey(t => t.TargetHostId).OnDelete(DeleteBehavior.Cascade);
    }

    // The newest of a target, of an address and port (control beside boundary), of a source: three entries an attempt.
    public void Configure(EntityTypeBuilder<StoredProbe> builder)
    {
        builder.ToTable("ProbeObservations");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.TargetKey).HasMaxLength(AddressKey.MaxLength);
        builder.HasIndex(o => new { o.TargetHostId, o.At });
        builder.HasIndex(o => new { o.TargetKey, o.Port, o.At });
        builder.HasIndex(o => new { o.SourceHostId, o.At });
        builder.HasOne<Host>().WithMany().HasForeignKey(o => o.SourceHostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Host>().WithMany().HasForeignKey(o => o.TargetHostId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredBoundary> builder)
    {
        builder.ToTable("BoundaryProofs");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => new { p.SourceZoneId, p.RangeId, p.Port }).IsUnique();
        builder.HasIndex(p => new { p.RangeId, p.Port }).IsUnique().HasFilter("\"SourceZoneId\" IS NULL");
        builder.HasIndex(p => p.TargetZoneId);
        builder.HasOne<Zone>().WithMany().HasForeignKey(p => p.SourceZoneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Zone>().WithMany().HasForeignKey(p => p.TargetZoneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ZoneRange>().WithMany().HasForeignKey(p => p.RangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
