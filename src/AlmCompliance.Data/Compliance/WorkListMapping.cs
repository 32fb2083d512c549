using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Compliance;

internal sealed class WorkListMapping : IEntityTypeConfiguration<FindingWork>, IEntityTypeConfiguration<FindingNote>
{
    public void Configure(EntityTypeBuilder<FindingWork> builder)
    {
        builder.ToTable("FindingWork");
        builder.HasKey(w => new { w.HostId, w.Rule, w.AdvisoryId, w.OpenedAt });
        builder.Property(w => w.AdvisoryId).HasMaxLength(ComplianceMapping.AdvisoryIdLength);
        builder.Property(w => w.AssignedBy).HasMaxLength(256);
        builder.HasOne<Host>().WithMany().HasForeignKey(w => w.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AlmUser>().WithMany().HasForeignKey(w => w.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(w => w.OwnerId);
    }

    public void Configure(EntityTypeBuilder<FindingNote> builder)
    {
        builder.ToTable("FindingNotes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.AdvisoryId).HasMaxLength(ComplianceMapping.AdvisoryIdLength);
        builder.Property(n => n.By).HasMaxLength(256);
        builder.Property(n => n.Text).HasMaxLength(FindingNote.Longest);
        builder.HasOne<Host>().WithMany().HasForeignKey(n => n.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.HostId, n.Rule, n.AdvisoryId, n.OpenedAt });
    }
}
