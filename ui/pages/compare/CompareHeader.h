// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace lookaway {

class CompareModel;

/// The frozen titles of a comparison: above the columns what they show, left of the rows their pictures' titles and the
/// class that is explained. They are dragged to another place.
class CompareHeader : public QHeaderView {
    Q_OBJECT

public:
    CompareHeader(Qt::Orientation orientation, CompareModel* model, QWidget* parent = nullptr);

    QSize sizeHint() const override;

Q_SIGNALS:
    /// A section was dragged from one place to another; it stands where it was until the model has moved it.
    void dragged(int from, int to);

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    void putBack(int section, int from, int to);

    CompareModel* m_model;
    bool m_puttingBack = false;
};

} // namespace lookaway
