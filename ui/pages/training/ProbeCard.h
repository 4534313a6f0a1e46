// SPDX-License-Identifier: MIT
#pragma once

#include "base/ColorMap.h"
#include "session/runs/Event.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <vector>

namespace lookaway {

/// A map of a probe picture, with the words for when it was made.
struct ProbeMoment {
    Probe probe = {};
    QString when = {};
};

/// How heat maps are laid over the pictures.
struct ProbeLook {
    ColorMap colors = ColorMap::Viridis;
    double opacity = 0.5;
    /// Of a picture, px.
    int side = 144;
};

/// One probe picture with the heat map of a moment, on request that of the first moment beside it, class, probability
/// and attention spread, and the spread of all epochs as a small curve. Enter or a double click activates it.
class ProbeCard : public QWidget {
    Q_OBJECT

public:
    explicit ProbeCard(QWidget* parent = nullptr);

    /// `first` is shown beside `now` when it is not null. Names of classes beyond the list are their numbers.
    void present(const ProbeMoment& now, const ProbeMoment* first, const QStringList& classes, const ProbeLook& look);
    /// Shares of 1, NaN where a map was empty; `current` is the index that is shown, `highest` the top of the scale.
    void setSpreads(std::vector<double> spreads, int current, double highest);

    /// What a card that compares is wider than its two pictures, px.
    static int frameWidth();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QPixmap overlayOf(const Probe& probe, const ProbeLook& look) const;
    void paintPicture(QPainter& painter, const QPixmap& picture, const QRect& box, const QString& caption) const;
    void paintSpreads(QPainter& painter, const QRect& box) const;

    QPixmap m_now;
    QPixmap m_first;
    bool m_comparing = false;
    int m_side = ProbeLook().side;
    QString m_nowWhen, m_firstWhen;
    QString m_class, m_answer, m_figures;
    bool m_right = false;
    std::vector<double> m_spreads;
    int m_current = 0;
    double m_highest = 1;
};

} // namespace lookaway
