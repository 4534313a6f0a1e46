// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/pictures/HeatColors.h"

#include <QString>
#include <QWidget>

namespace lookaway {

/// The legend of a heat map: its colours, and the values at both ends; of a map with a sign also which side speaks for
/// the class and which against it, and where zero is.
class ColorScale : public QWidget {
    Q_OBJECT

public:
    explicit ColorScale(QWidget* parent = nullptr);

    struct Legend {
        HeatColors colors;
        double low = 0;
        double high = 1;
        bool isSigned = false;
    };
    void setLegend(const Legend& legend);
    /// A map that has nothing to tell apart: a word instead of colours, and why.
    void say(const QString& word, const QString& reason);
    /// No map: an empty strip.
    void clear();
    /// What is printed at the ends: "0", "3.2e-05".
    static QString numberText(double value);

    /// As it is, somewhere else: in the painter's font.
    void paint(QPainter& painter, const QRect& place, const QPalette& palette) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString lowText() const;
    QString highText() const;

    Legend m_legend;
    QString m_word;
    bool m_empty = true;
};

} // namespace lookaway
