// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Comparer.h"

#include "compare/FigureSpec.h"

#include <QAbstractTableModel>
#include <QString>

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace lookaway {

class OverlapSource;

/// A comparison as a table: what stands in its cells and beside them, in words and numbers.
class CompareModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum class State { Waiting, Working, Ready, Failed };
    /// A line below a cell's picture. What is right or wrong shows in a mark, too.
    struct Note {
        enum class Mark { None, Right, Wrong };
        Mark mark = Mark::None;
        QString text = {};
        QString shorter = {}; ///< for narrow cells; empty = cut off there
    };
    /// What stands at the head of a column or row.
    struct Head {
        QString title = {};
        QStringList lines = {}; ///< below it
        QString problem = {};   ///< empty = none
        QString mark = {};      ///< what sets it off from the others: "reference"; empty = nothing
    };

    explicit CompareModel(Comparer* comparer, QObject* parent = nullptr);

    Comparer& comparer() const { return *m_comparer; }
    void setStyle(const FigureStyle& style);
    const FigureStyle& style() const { return m_style; }
    /// The model that overlap is measured against. Its maps' columns say so.
    void setReference(std::size_t model);

    State state(int row, int column) const;
    /// How far a cell is that is being worked on, [0, 1].
    double share(int row, int column) const;
    QString problem(int row, int column) const;
    std::vector<Note> notes(int row, int column) const;
    /// That the style asks for; nullopt = the map's own.
    std::optional<MapScale> scale(int row, int column) const;
    /// That all maps of a sign share; nullopt = there is none.
    std::optional<MapScale> figureScale(bool isSigned) const { return m_figureScale[isSigned ? 1 : 0]; }
    /// The value of a cell at a place of its picture, in shares of width and height, as it is read out; empty = none.
    QString valueAt(int row, int column, QPointF place) const;
    Head columnHead(int column) const;
    Head rowHead(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    /// Tool tip and accessible text: the delegate paints from the functions above.
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const ComparedColumn& columnOf(int column) const { return m_comparer->spec().columns[std::size_t(column)]; }
    std::optional<bool> right(const ComparedCell& cell, int row, int column) const;
    std::optional<HotOverlap> overlap(int row, int column) const;
    std::vector<Note> mapNotes(const ComparedCell& cell, int row, int column) const;
    void noteCell(int row, int column);
    void shareScales();
    void shareScale(int row, int column);
    void changeAll();

    Comparer* m_comparer;
    FigureStyle m_style;
    std::size_t m_reference = 0;
    struct Progress {
        int row = -1;
        int column = -1;
        double share = 0;
    };
    Progress m_progress;                                      ///< of the cell in hand
    using RowScales = std::array<std::optional<MapScale>, 2>; ///< without and with a sign
    std::vector<RowScales> m_rowScales;
    RowScales m_figureScale;
    using OwnScales = std::unordered_map<std::shared_ptr<const ComparedCell>, MapScale>;
    OwnScales m_ownScales;
    OverlapSource* m_overlaps;
};

/// Sampled as it is displayed: bilinear, half-pixel centres. `place` in shares of width and height.
float sample(const HeatMap& map, QPointF place);
/// Of two maps, one of which at least is empty: which of them, told by what is made of both (Difference, HotRegions).
QString whichIsEmpty(const HeatMap& pair, ComparedColumn::Kind kind);
/// "12 %", "0.3 %", "< 0.1 %"; `mostDigits` behind the point, of small shares.
QString percentOf(double share, int mostDigits = 1);

} // namespace lookaway
